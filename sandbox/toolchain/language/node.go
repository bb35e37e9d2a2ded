package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/google/shlex"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// How long Node has to end after SIGTERM, which gives a program's providers time to close.
const grace = 5 * time.Second

// nodeCommand is `node <nodeargs> <entry point of @pulumi/pulumi> <arguments>` in the program's directory, with the
// runtime options of Pulumi.yaml: nodeargs, typescript (default true) and tsconfig.
func nodeCommand(ctx context.Context, program *pulumirpc.ProgramInfo, entry string, arguments ...string) (*exec.Cmd, error) {
	options := program.GetOptions().AsMap()
	nodeArguments, err := stringOption(options, "nodeargs")
	if err != nil {
		return nil, err
	}
	split, err := shlex.Split(nodeArguments)
	if err != nil {
		return nil, fmt.Errorf("runtime option nodeargs %q: %w", nodeArguments, err)
	}
	tsconfig, err := stringOption(options, "tsconfig")
	if err != nil {
		return nil, err
	}
	path, err := entryPoint(program.GetProgramDirectory(), entry)
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, "node", append(append(split, path), arguments...)...)
	command.Dir = program.GetProgramDirectory()
	command.Env = append(os.Environ(), fmt.Sprintf("PULUMI_NODEJS_TYPESCRIPT=%t", options["typescript"] != false))
	if tsconfig != "" {
		command.Env = append(command.Env, "PULUMI_NODEJS_TSCONFIG_PATH="+tsconfig)
	}
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.WaitDelay = grace
	return command, nil
}

func stringOption(options map[string]any, name string) (string, error) {
	switch value := options[name].(type) {
	case nil:
		return "", nil
	case string:
		return value, nil
	default:
		return "", fmt.Errorf("runtime option %s in Pulumi.yaml: expected a string, got %v", name, value)
	}
}

// entryPoint finds one of @pulumi/pulumi's commands as Node's own resolution would: in the nearest node_modules upwards.
func entryPoint(directory, name string) (string, error) {
	for at := directory; ; at = filepath.Dir(at) {
		path := filepath.Join(at, "node_modules", "@pulumi", "pulumi", "cmd", name, "index.js")
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("@pulumi/pulumi was not found from %s upwards: run `npm install` there", directory)
		}
	}
}

// output runs a short command and returns what it prints, without the line's end.
func output(ctx context.Context, directory, name string, arguments ...string) (string, error) {
	command := exec.CommandContext(ctx, name, arguments...)
	command.Dir = directory
	text, err := command.Output()
	return strings.TrimSpace(string(text)), err
}
