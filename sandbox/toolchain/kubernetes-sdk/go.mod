// A stub of our own for the Go SDK of Pulumi's Kubernetes provider, with the few names that the provider imports of it.
// The SDK is a third of what a cold build compiles, and serves components (ConfigGroup, Chart v4) that this stack
// doesn't use: the stub refuses them.
module github.com/pulumi/pulumi-kubernetes/sdk/v4

go 1.25.0

require github.com/pulumi/pulumi/sdk/v3 v3.229.0
