/**
 * Types of OpenStack resources that no Pulumi schema (5.5.1) has, named `openstack:<service>:<Resource>`; their properties have the API's own
 * field names. The one place where they are listed: a live source writes them, controls read them.
 */

/** Block Storage API v3, `/snapshots`: `name`, `volume_id`, `metadata`, `status`. */
export const SNAPSHOT = "openstack:blockstorage:Snapshot";
/** Block Storage API v3, `/backups`: `name`, `volume_id`, `status`, `created_at`. */
export const BACKUP = "openstack:blockstorage:Backup";
/** Block Storage API v3, `/types/{id}/encryption`: `volume_type_id`, `provider`, `cipher`, `key_size`, `control_location`. Administrators only. */
export const VOLUME_TYPE_ENCRYPTION = "openstack:blockstorage:VolumeTypeEncryption";
/** Identity API v3, `/role_assignments` whose scope is the system: `role_id`, and `user_id` or `group_id`. */
export const SYSTEM_ROLE_ASSIGNMENT = "openstack:identity:SystemRoleAssignment";
/** Load Balancer API v2, `/octavia/amphorae`: `loadbalancer_id`, `role` (MASTER, BACKUP, STANDALONE), `status`. Administrators only. */
export const AMPHORA = "openstack:loadbalancer:Amphora";
/**
 * Image API v2, `/images` that the project uses and does not own: `name`, `owner`, `visibility`, and properties by their own names
 * (`img_signature`, …). Those that it owns have the Pulumi token, with such properties below `properties`.
 */
export const FOREIGN_IMAGE = "openstack:image:Image";

/*
 * What a live list says of Pulumi's types beside the inputs of 5.5.1, or in another form; controls rely on these names.
 *
 * Network        external (the API's `router:external`)
 * Port           deviceId, deviceOwner; securityGroupIds as a list, empty where the port has no group
 * LoadBalancer   vipPortId
 * SecGroupRule   every rule of every group, Neutron's own too; securityGroupId and remoteGroupId are ids
 * Instance       networks with the `port` of each interface; securityGroups absent where it has none; blockDevices from the attached volumes
 *                (sourceType and destinationType volume, uuid, bootIndex 0 on the root device, deleteOnTermination); trustedImageCertificates
 *                (microversion 2.63); configDrive as the API writes it, True or an empty text
 * Volume         multiattach, attachments, imageId (the API's `volume_image_metadata.image_id`)
 * Image          those that the project owns; properties holds every field that the API's schema does not name
 * ImageAccess    one a member of a shared image
 * SiteConnection psk as a secret: the API answers with the key in clear
 */
