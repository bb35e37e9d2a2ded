// Command language is pulumi-language-nodejs: Pulumi's engine starts it and asks it to run programs and plugins that are
// written for Node. It starts the entry points that @pulumi/pulumi ships and reports how they ended.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// How often the engine is asked whether it still lives: a host whose engine died ends, and its programs with it.
const healthInterval = 5 * time.Second

func main() {
	flags := flag.NewFlagSet("pulumi-language-nodejs", flag.ExitOnError)
	flags.String("tracing", "", "accepted, as the engine may pass it")
	flags.Bool("logflow", false, "accepted, as the engine may pass it")
	flags.Bool("logtostderr", false, "accepted, as the engine may pass it")
	flags.Int("v", 0, "accepted, as the engine may pass it")
	_ = flags.Parse(os.Args[1:]) // ends the process by itself when a flag is wrong
	if err := serve(flags.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(engine string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if engine != "" {
		if err := rpcutil.Healthcheck(ctx, engine, healthInterval, stop); err != nil {
			return fmt.Errorf("watch the engine at %s: %w", engine, err)
		}
	}
	host := newHost(ctx, engine)
	cancel := make(chan bool)
	go func() {
		<-ctx.Done()
		host.end()
		close(cancel)
	}()
	server, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, host)
			return nil
		},
	})
	if err != nil {
		return err
	}
	fmt.Println(server.Port) // the engine reads the port from the first line
	return <-server.Done
}
