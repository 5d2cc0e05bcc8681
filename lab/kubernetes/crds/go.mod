// Where the CRDs come from; nothing here is compiled.
module socle-lab-crds

go 1.26.0

require (
	github.com/cert-manager/cert-manager v1.21.2
	sigs.k8s.io/gateway-api v1.6.3
)
