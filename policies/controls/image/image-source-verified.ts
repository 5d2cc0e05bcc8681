import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { image } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { IMAGE, isTrue } from "../../images.ts";

const imageSourceUrl = "https://images.town.example/debian.qcow2";

const control: Control = {
	id: "image-source-verified",
	family: "image",
	severity: "high",
	title: "The image is fetched over https and verified",
	rationale: "Whoever sits on the way of an image that is fetched in clear or left unverified owns every machine that is started from it.",
	remediation: "Set imageSourceUrl to an https address, and leave verifyChecksum on and webDownload off.",
	references: [direct(nis2["21.2(d)"]), partial(nis2["21.2(e)"]), partial(secnumcloud["10.2"]), partial(gdpr["32(1)(b)"])],
	appliesTo: [IMAGE],
	scope: "resource",
	// Glance does not tell where an image came from.
	sources: ["plan", "state"],
	check({ properties }, { report, notApplicable }) {
		const { verifyChecksum, webDownload, imageSourceUrl } = properties as Record<string, unknown>;
		const isFetched = present(properties, "imageSourceUrl");
		if (!isFetched && !present(properties, "localFilePath")) return notApplicable();
		if (isFetched && !/^https:\/\//i.test(String(imageSourceUrl)))
			report({ path: "/imageSourceUrl", message: "It is not fetched over https." });
		if (String(verifyChecksum ?? true).toLowerCase() === "false")
			report({ path: "/verifyChecksum", message: "Its checksum is not verified." });
		else if (isFetched && isTrue(webDownload))
			report({ path: "/webDownload", message: "The cloud fetches it by itself, and nobody verifies a checksum." });
	},
	examples: {
		pass: [
			{ title: "over https", resources: [image({ imageSourceUrl })] },
			{ title: "over https, verified", resources: [image({ imageSourceUrl, verifyChecksum: true, webDownload: false })] },
			{ title: "from here", resources: [image({ localFilePath: "debian.qcow2" })] },
		],
		fail: [
			{ title: "over http", resources: [image({ imageSourceUrl: "http://images.town.example/debian.qcow2" })] },
			{ title: "over ftp", resources: [image({ imageSourceUrl: "ftp://images.town.example/debian.qcow2" })] },
			{ title: "not verified", resources: [image({ imageSourceUrl, verifyChecksum: false })] },
			{ title: "from here, not verified", resources: [image({ localFilePath: "debian.qcow2", verifyChecksum: "false" })] },
			{ title: "fetched by the cloud", resources: [image({ imageSourceUrl, webDownload: true })] },
		],
		unknown: [{ title: "from where is not known", resources: [image({ imageSourceUrl: new Unknown() })] }],
		notApplicable: [{ title: "an image that the program does not fill", resources: [image({ imageId: "0f" })] }],
	},
};
export default control;
