package main

import (
	"errors"
	"os/exec"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// RunPlugin runs a provider or a policy pack that is a Node program, until the engine ends the call.
func (h *host) RunPlugin(request *pulumirpc.RunPluginRequest, stream pulumirpc.LanguageRuntime_RunPluginServer) error {
	ctx, cancel := h.bound(stream.Context())
	defer cancel()
	closer, stdout, stderr, err := rpcutil.MakeRunPluginStreams(stream, false)
	if err != nil {
		return err
	}
	defer closer.Close()
	program := request.GetInfo()
	entry, arguments := "run-plugin", append([]string{program.GetProgramDirectory()}, request.GetArgs()...)
	if request.GetKind() == "analyzer" {
		entry, arguments = "run-policy-pack", append(request.GetArgs(), program.GetProgramDirectory())
	}
	command, err := nodeCommand(ctx, program, entry, arguments...)
	if err != nil {
		return err
	}
	command.Dir = request.GetPwd()
	command.Env = append(request.GetEnv(), command.Env...)
	command.Stdout, command.Stderr = stdout, stderr
	var exit *exec.ExitError
	if err := command.Run(); err != nil && !errors.As(err, &exit) {
		return err
	}
	code := int32(command.ProcessState.ExitCode())
	return stream.Send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: code}})
}
