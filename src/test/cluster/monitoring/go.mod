module monitoring

go 1.26.0

// the definitions of ServiceMonitor, PodMonitor and PrometheusRule: of this module only files are read
require github.com/prometheus-operator/prometheus-operator v0.85.0
