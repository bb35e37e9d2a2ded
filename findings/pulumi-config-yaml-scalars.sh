#!/bin/sh
# Text without quotes in a stack's file isn't what Pulumi hands to a program, and saving the file writes that back.
#
# Pulumi reads Pulumi.<stack>.yaml by YAML 1.1's rules for numbers and by Go's for dates: 0042 is 34, 1_000 is 1000, and
# 2026-01-01 is "2026-01-01 00:00:00 +0000 UTC"; `yes` and `on` stay text. So a program that wants text gets another one.
# `pulumi config set`, of whatever key, writes the file again, with 34 for 0042: what stood there is gone.
# Quotes keep text as it is.
#
# Seen with github.com/pulumi/pulumi/sdk/v3 v3.229.0, whose loader the CLI 3.229.0 uses, and with that CLI itself.
# Needs Go 1.25 or later and the Go module proxy. Exit code 0: it is as said here; 1: it has changed.
set -eu
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat > go.mod <<'EOF'
module finding

go 1.25

require github.com/pulumi/pulumi/sdk/v3 v3.229.0
EOF

cat > main.go <<'EOF'
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// Text without quotes, and what a program gets.
var expected = [][2]string{
	{"0042", "34"}, {"08", "8"}, {"0o17", "15"}, {"0x1F", "31"}, {"0b101", "5"},
	{"1_000", "1000"}, {"1e3", "1000"}, {"+5", "5"}, {"1.10", "1.1"}, {"8.0", "8"},
	{"100000000000000000000000", "1e+23"}, {"TRUE", "true"}, {"~", ""},
	{"2026-01-01", "2026-01-01 00:00:00 +0000 UTC"},
	{"2026-01-01 10:20:30", "2026-01-01 10:20:30 +0000 UTC"},
	{"yes", "yes"}, {"on", "on"}, {"10:20:30", "10:20:30"}, {"1.2.3", "1.2.3"},
	{"'0042'", "0042"}, {"\"2026-01-01\"", "2026-01-01"},
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	file := "config:\n"
	for at, row := range expected {
		file += fmt.Sprintf("  finding:k%d: %s\n", at, row[0])
	}
	check(os.WriteFile("Pulumi.dev.yaml", []byte(file), 0o600))
	project := &workspace.Project{Name: "finding"}
	load := func() *workspace.ProjectStack {
		stack, err := workspace.LoadProjectStack(nil, project, "Pulumi.dev.yaml")
		check(err)
		return stack
	}
	changed := false
	report := func(text, got, want string) {
		fmt.Printf("%-26s %s\n", text, got)
		if got != want {
			fmt.Printf("  was %s\n", want)
			changed = true
		}
	}
	stack := load()
	for at, row := range expected {
		value, err := stack.Config[config.MustMakeKey("finding", fmt.Sprintf("k%d", at))].Value(config.NopDecrypter)
		check(err)
		report(row[0], value, row[1])
	}
	// As `pulumi config set` does.
	check(stack.Config.Set(config.MustMakeKey("finding", "other"), config.NewValue("x"), false))
	check(stack.Save("Pulumi.dev.yaml"))
	saved, err := os.ReadFile("Pulumi.dev.yaml")
	check(err)
	var line string
	for _, one := range strings.Split(string(saved), "\n") {
		if strings.HasPrefix(one, "  finding:k0:") {
			line = one
		}
	}
	report("0042 when saved again", strings.TrimPrefix(line, "  finding:k0: "), "\"34\"")
	if changed {
		os.Exit(1)
	}
}
EOF

GOFLAGS=-mod=mod go run .
