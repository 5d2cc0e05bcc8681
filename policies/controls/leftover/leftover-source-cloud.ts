import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { deployment, manifest } from "../../examples/kubernetes.ts";
import { instance } from "../../examples/openstack.ts";
import { using } from "../../examples/suppliers.ts";
import { csf, dataAct, gdpr, partial, supporting } from "../../frameworks.ts";
import { isLookedThrough, leftoversIn, told } from "../../leftovers.ts";

/** Fails where the thing still depends on the cloud that was left; what is dead, or common knowledge only, somebody has to look at. */
const control: Control = {
	id: "leftover-source-cloud",
	family: "leftover",
	severity: "medium",
	title: "Nothing points back to the cloud that was left",
	rationale: "A class, a role or an address of the old cloud works until its account is closed, and keeps a door open to it until then.",
	remediation: "Put in its place what the message names, and take away what has no counterpart.",
	references: [partial(csf["SOV-4.1"]), partial(csf["SOV-5.6"]), supporting(dataAct["23"]), supporting(gdpr["44"])],
	appliesTo: isLookedThrough,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { facts, report, unknown }) {
		for (const finding of leftoversIn(subject, facts)) {
			const { message, certain } = told(finding, facts);
			if (certain) report({ path: finding.path, message });
			else unknown(finding.path, message);
		}
	},
	examples: {
		pass: [
			{ title: "nothing of another cloud", resources: [using("S3_ENDPOINT", "https://s3.eu-west-par.io.cloud.ovh.net")] },
			{
				title: "OpenStack's own storage",
				resources: [manifest("storage.k8s.io/v1", "StorageClass", "fast", { provisioner: "cinder.csi.openstack.org" })],
			},
			{
				title: "metadata that OpenStack has too",
				resources: [instance({ userData: "#cloud-config\nruncmd: [curl 169.254.169.254/openstack/latest/meta_data.json]" })],
			},
			{ title: "a store that speaks S3", resources: [using("DATA", "s3://scans/2026")] },
		],
		fail: [
			{ title: "an address", resources: [using("QUEUE", "https://sqs.eu-west-1.amazonaws.com/123")] },
			{ title: "a class of disks", resources: [manifest("storage.k8s.io/v1", "StorageClass", "fast", { provisioner: "ebs.csi.aws.com" })] },
			{ title: "a key", resources: [using("KEY", "arn:aws:kms:eu-west-1:123456789012:key/abc")] },
			{ title: "an annotation", resources: [annotated("Service", "service.beta.kubernetes.io/aws-load-balancer-type")] },
			{ title: "a role", resources: [annotated("ServiceAccount", "eks.amazonaws.com/role-arn")] },
			{
				title: "an image",
				resources: [deployment({ containers: [{ name: "web", image: "123456789012.dkr.ecr.eu-west-3.amazonaws.com/app:1" }] })],
			},
			{ title: "in user data", resources: [instance({ userData: "#cloud-config\nruncmd: [aws s3 cp arn:aws:s3:::scans .]" })] },
			{ title: "a name that points there", resources: [record("town.eu-west-1.elb.amazonaws.com.")] },
		],
		unknown: [
			{
				title: "by common knowledge only",
				resources: [manifest("v1", "PersistentVolumeClaim", "data", { spec: { storageClassName: "gp3" } }, "town")],
			},
			{ title: "a zone that others have too", resources: [using("ZONE", "eu-west-1a")] },
			{ title: "not known", resources: [using("QUEUE", new Unknown())] },
		],
	},
};
export default control;

function annotated(kind: string, annotation: string): ExampleResource {
	return manifest("v1", kind, "web", { metadata: { annotations: { [annotation]: "x" } } }, "town");
}
function record(target: string): ExampleResource {
	return { type: "openstack:dns/recordSet:RecordSet", name: "www", properties: { type: "CNAME", records: [target] } };
}
