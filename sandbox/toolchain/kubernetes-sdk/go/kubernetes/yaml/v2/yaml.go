// Package v2 is a stub: see go.mod.
package v2

import (
	"errors"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// RegisterResource refuses: components made of YAML or of a chart's templates need the real SDK.
func RegisterResource(
	*pulumi.Context, string, string, string, pulumi.Input, ...pulumi.ResourceOption,
) (pulumi.CustomResource, error) {
	return nil, errors.New("kubernetes: this build of the provider, the sandbox's, has no ConfigFile, ConfigGroup and Chart v4")
}
