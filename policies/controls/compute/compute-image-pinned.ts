import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { image, instance, volume } from "../../examples/openstack.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { leafAt, present, written } from "../../guard.ts";
import { IMAGES, imageLeafOf } from "../../images.ts";
import { INSTANCE } from "../../ports.ts";
import { bootDevice } from "../../volume-types.ts";

const ID = "5e5d0f1c-0000-4000-8000-000000000009";
const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const boot = (sourceType: string, uuid: string | Unknown) =>
	instance({ blockDevices: [{ sourceType, uuid, destinationType: "volume", bootIndex: 0 }] });

const control: Control = {
	id: "compute-image-pinned",
	family: "compute",
	severity: "medium",
	title: "The machine's image is named by its id",
	rationale:
		"A name can mean another image tomorrow: the next machine then differs from its neighbours, or is whatever somebody called so.",
	remediation: "Set imageId (or the uuid of the boot device, or imageId of the boot volume) to the id of the image, and drop imageName.",
	references: [partial(secnumcloud["12.11"]), supporting(nis2["21.2(d)"]), supporting(nis2["21.2(e)"])],
	appliesTo: [INSTANCE],
	scope: "stack",
	// Nova knows only ids afterwards.
	sources: ["plan", "state"],
	check(server, { all, report, unknown, notApplicable }) {
		const leaf = imageLeafOf(server, all);
		if (leaf === undefined) {
			if (present(server.properties, "imageName") && bootDevice(server).device === undefined)
				return report({ path: "/imageName", message: "The image is named, and the name can come to mean another one." });
			return notApplicable();
		}
		const { holder, pointer, path } = leaf;
		const made = leafAt(holder, pointer) instanceof Unknown ? all.reference(holder, pointer, IMAGES) : undefined;
		if (made !== undefined || UUID.test(written(holder, pointer))) return;
		if (typeof leafAt(holder, pointer) !== "string") return unknown(path);
		report({ path, message: `${written(holder, pointer)} is a name and no id.` });
	},
	examples: {
		pass: [
			{ title: "an id", resources: [instance({ imageId: ID })] },
			{ title: "an id beside the name that the state fills in", resources: [instance({ imageId: ID, imageName: "debian" })] },
			{ title: "a boot device's", resources: [boot("image", ID)] },
			{ title: "a boot volume's", resources: [boot("volume", "boot"), volume("boot", { imageId: ID })] },
			{ title: "made in the same run", resources: [instance({ imageId: new Unknown("known after `up`", ["debian"]) }), image({})] },
		],
		fail: [
			{ title: "a name", resources: [instance({ imageName: "debian" })] },
			{ title: "a name where an id belongs", resources: [instance({ imageId: "debian-13" })] },
			{ title: "a boot device's name", resources: [boot("image", "debian-13")] },
			{ title: "a boot volume's name", resources: [boot("volume", "boot"), volume("boot", { imageId: "debian-13" })] },
		],
		unknown: [
			{ title: "the image is not known", resources: [instance({ imageId: new Unknown() })] },
			{ title: "the boot volume lies outside this part", partial: true, resources: [boot("volume", "boot")] },
		],
		notApplicable: [
			{ title: "a volume that exists already", resources: [boot("volume", "0f")] },
			{ title: "a volume of a snapshot", resources: [boot("volume", "boot"), volume("boot", { snapshotId: "0f" })] },
		],
	},
};
export default control;
