package main

import (
	"context"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// host answers the engine. What it does not implement (code generation, packing, linking) says so by itself.
type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	ctx context.Context // done when every program has to end
	end context.CancelFunc

	mu     sync.Mutex
	engine string
}

func newHost(ctx context.Context, engine string) *host {
	ctx, end := context.WithCancel(ctx)
	return &host{ctx: ctx, end: end, engine: engine}
}

func (h *host) Handshake(
	_ context.Context, request *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.engine = request.GetEngineAddress()
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

func (h *host) engineAddress() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.engine
}

func (h *host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

// Cancel ends the programs that run; their calls then return an error.
func (h *host) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	h.end()
	return &emptypb.Empty{}, nil
}

// bound returns a context that ends with the call, or with the host.
func (h *host) bound(call context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(call)
	unlink := context.AfterFunc(h.ctx, cancel)
	return ctx, func() { unlink(); cancel() }
}
