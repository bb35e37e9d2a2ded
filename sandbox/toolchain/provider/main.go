// Command provider is Pulumi's Kubernetes provider, pulumi-resource-kubernetes. The published module lacks the schema
// that its build generates; at run time only the package's name and version are read from it.
package main

import (
	"fmt"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
)

// version is set by the linker to that of @pulumi/kubernetes, which the engine compares it with.
var version = "0.0.0"

func main() {
	schema := fmt.Sprintf(`{"name": "kubernetes", "version": %q}`, version)
	provider.Serve("kubernetes", version, []byte(schema), []byte("{}"))
}
