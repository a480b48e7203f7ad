// Command helm is Helm itself, for the tests of the chart: the program that users install it with.
package main

import (
	"errors"
	"os"

	helm "helm.sh/helm/v4/pkg/cmd"
	"helm.sh/helm/v4/pkg/kube"
)

func main() {
	kube.ManagedFieldsManager = "helm"
	command, err := helm.NewRootCmd(os.Stdout, os.Args[1:], helm.SetupLogging)
	if err != nil {
		exit(err)
	}
	if err := command.Execute(); err != nil {
		exit(err)
	}
}

func exit(err error) {
	var told helm.CommandError
	if errors.As(err, &told) {
		os.Exit(told.ExitCode)
	}
	os.Exit(1)
}
