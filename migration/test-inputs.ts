/** Estates as people have them, made up: what the readers find in files. Every secret in them begins with `CANARY`. */

export const CANARY = "canary-c0ffee";
const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

const aws = 'provider["registry.terraform.io/hashicorp/aws"]';
const managed = (type: string, name: string, provider: string, instances: readonly unknown[], module?: string) => ({
	...(module === undefined ? {} : { module }),
	mode: "managed",
	type,
	name,
	provider,
	instances,
});
const instance = (attributes: Record<string, unknown>, more: Record<string, unknown> = {}) => ({ schema_version: 0, attributes, ...more });

/** Modules, count, for_each, sensitive attributes, data sources, an older type, and one that nobody maps. */
const awsState = json({
	version: 4,
	terraform_version: "1.9.5",
	serial: 12,
	lineage: "11111111-2222-4333-8444-555555555555",
	outputs: { password: { value: `${CANARY}-output`, type: "string", sensitive: true } },
	resources: [
		{ mode: "data", type: "aws_ami", name: "debian", provider: aws, instances: [instance({ id: "ami-00000001" })] },
		managed(
			"aws_vpc",
			"main",
			aws,
			[instance({ id: "vpc-00000001", arn: "arn:aws:ec2:eu-west-3:111111111111:vpc/vpc-00000001", cidr_block: "10.1.0.0/16" })],
			"module.network",
		),
		managed(
			"aws_subnet",
			"app",
			aws,
			["a", "b"].map((zone, index) => ({
				index_key: index,
				...instance({
					id: `subnet-0000000${index}`,
					vpc_id: "vpc-00000001",
					cidr_block: `10.1.${index}.0/24`,
					availability_zone: `eu-west-3${zone}`,
				}),
			})),
			"module.network",
		),
		managed(
			"aws_security_group",
			"web",
			aws,
			[
				instance({
					id: "sg-00000001",
					name: "web",
					vpc_id: "vpc-00000001",
					ingress: [
						{
							protocol: "tcp",
							from_port: 8443,
							to_port: 8443,
							cidr_blocks: ["192.0.2.0/24"],
							security_groups: [],
							self: false,
							description: "",
						},
					],
					egress: [],
				}),
			],
			"module.shop",
		),
		managed(
			"aws_instance",
			"web",
			aws,
			["blue", "green"].map((colour) => ({
				index_key: colour,
				...instance({
					id: `i-${colour}0001`,
					ami: "ami-00000001",
					instance_type: "t3.large",
					subnet_id: "subnet-00000000",
					vpc_security_group_ids: ["sg-00000001"],
					user_data: `#!/bin/sh\nexport TOKEN=${CANARY}-user-data\n`,
					root_block_device: [{ volume_size: 30 }],
				}),
			})),
			"module.shop",
		),
		managed(
			"aws_ebs_volume",
			"data",
			aws,
			[instance({ id: "vol-00000001", size: 250, availability_zone: "eu-west-3a", encrypted: true })],
			"module.shop",
		),
		managed(
			"aws_volume_attachment",
			"data",
			aws,
			[instance({ id: "vai-1", volume_id: "vol-00000001", instance_id: "i-blue0001", device_name: "/dev/sdf" })],
			"module.shop",
		),
		managed(
			"aws_db_instance",
			"db",
			aws,
			[
				instance(
					{
						id: "db-1",
						engine: "postgres",
						engine_version: "15.4",
						instance_class: "db.m6g.xlarge",
						allocated_storage: 500,
						db_name: "shop",
						username: "shop",
						password: `${CANARY}-db`,
						endpoint: "db-1.example:5432",
					},
					{ sensitive_attributes: [[{ type: "get_attr", value: "password" }]], dependencies: ["module.network.aws_subnet.app"] },
				),
			],
			"module.shop",
		),
		managed(
			"aws_lambda_function",
			"thumb",
			aws,
			[
				instance(
					{
						id: "thumb",
						function_name: "thumb",
						runtime: "nodejs22.x",
						memory_size: 512,
						environment: [{ variables: { API_KEY: `${CANARY}-lambda` } }],
					},
					{ sensitive_attributes: [[{ type: "get_attr", value: "environment" }]] },
				),
			],
			"module.shop",
		),
		managed("aws_s3_bucket", "files", aws, [
			instance({ id: "shop-files", bucket: "shop-files", arn: "arn:aws:s3:::shop-files", region: "eu-west-3" }),
		]),
		managed("aws_secretsmanager_secret_version", "s", aws, [
			instance(
				{ id: "s|1", secret_id: "s", secret_string: `${CANARY}-secret` },
				{ sensitive_attributes: [[{ type: "get_attr", value: "secret_string" }]] },
			),
		]),
		managed("aws_future_service", "x", aws, [instance({ id: "x" })]),
		managed("random_password", "p", 'provider["registry.terraform.io/hashicorp/random"]', [
			instance({ id: "none", result: `${CANARY}-random` }, { sensitive_attributes: [[{ type: "get_attr", value: "result" }]] }),
		]),
	],
});

const azurerm = 'provider["registry.terraform.io/hashicorp/azurerm"]';
const azureState = json({
	version: 4,
	terraform_version: "1.5.7",
	serial: 3,
	lineage: "21111111-2222-4333-8444-555555555555",
	outputs: {},
	resources: [
		managed("azurerm_resource_group", "rg", azurerm, [
			instance({ id: "/subscriptions/0/resourceGroups/rg", name: "rg", location: "westeurope" }),
		]),
		managed("azurerm_virtual_network", "net", azurerm, [
			instance({ id: "/subscriptions/0/net", name: "net", location: "westeurope", address_space: ["10.2.0.0/16"] }),
		]),
		managed("azurerm_subnet", "app", azurerm, [
			instance({ id: "/subscriptions/0/net/app", name: "app", virtual_network_name: "net", address_prefixes: ["10.2.1.0/24"] }),
		]),
		managed("azurerm_network_security_group", "nsg", azurerm, [
			instance({
				id: "/subscriptions/0/nsg",
				name: "nsg",
				location: "westeurope",
				security_rule: [
					{
						name: "metrics",
						direction: "Inbound",
						access: "Allow",
						protocol: "Tcp",
						destination_port_range: "9100",
						source_address_prefix: "192.0.2.0/24",
						priority: 100,
					},
				],
			}),
		]),
		managed("azurerm_linux_virtual_machine", "vm", azurerm, [
			instance(
				{
					id: "/subscriptions/0/vm",
					name: "vm",
					location: "westeurope",
					size: "Standard_D4s_v5",
					admin_password: `${CANARY}-admin`,
					custom_data: `${CANARY}-custom`,
					os_disk: [{ disk_size_gb: 64 }],
					source_image_reference: [{ offer: "debian-12", publisher: "Debian", sku: "12", version: "latest" }],
				},
				{ sensitive_attributes: [[{ type: "get_attr", value: "admin_password" }], [{ type: "get_attr", value: "custom_data" }]] },
			),
		]),
		managed("azurerm_postgresql_flexible_server", "db", azurerm, [
			instance(
				{
					id: "/subscriptions/0/db",
					name: "db",
					location: "westeurope",
					version: "16",
					sku_name: "GP_Standard_D2s_v3",
					storage_mb: 131072,
					administrator_password: `${CANARY}-pg`,
				},
				{ sensitive_attributes: [[{ type: "get_attr", value: "administrator_password" }]] },
			),
		]),
		managed("azurerm_storage_account", "st", azurerm, [
			instance({
				id: "/subscriptions/0/st",
				name: "st",
				location: "westeurope",
				account_kind: "StorageV2",
				primary_access_key: `${CANARY}-key`,
				primary_connection_string: `AccountKey=${CANARY}-cs`,
			}),
		]),
		managed("azurerm_kubernetes_cluster", "aks", azurerm, [
			instance({
				id: "/subscriptions/0/aks",
				name: "aks",
				location: "westeurope",
				kubernetes_version: "1.33",
				kube_config_raw: `${CANARY}-kube`,
				default_node_pool: [{ vm_size: "Standard_D4s_v5", node_count: 3 }],
			}),
		]),
	],
});

const change = (address: string, type: string, name: string, after: unknown, more: Record<string, unknown> = {}) => ({
	address,
	mode: "managed",
	type,
	name,
	provider_name: `registry.terraform.io/hashicorp/${type.split("_")[0]}`,
	change: { actions: ["create"], before: null, after, after_unknown: { id: true }, before_sensitive: false, after_sensitive: {}, ...more },
});
const googleChanges = [
	change("google_compute_network.net", "google_compute_network", "net", { name: "net", auto_create_subnetworks: false }),
	change("google_compute_subnetwork.app", "google_compute_subnetwork", "app", {
		name: "app",
		ip_cidr_range: "10.3.0.0/20",
		region: "europe-west1",
	}),
	change("google_compute_firewall.web", "google_compute_firewall", "web", {
		name: "web",
		direction: "INGRESS",
		allow: [{ protocol: "tcp", ports: ["8080"] }],
		source_ranges: ["198.51.100.0/24"],
	}),
	change(
		"google_compute_instance.vm[0]",
		"google_compute_instance",
		"vm",
		{
			name: "vm-0",
			machine_type: "n2-standard-4",
			zone: "europe-west1-b",
			boot_disk: [{ initialize_params: [{ image: "debian-cloud/debian-12", size: 50 }] }],
			metadata_startup_script: `export KEY=${CANARY}-script`,
		},
		{ after_sensitive: { metadata_startup_script: true } },
	),
	change(
		"google_sql_database_instance.db",
		"google_sql_database_instance",
		"db",
		{
			name: "db",
			database_version: "MYSQL_8_0",
			region: "europe-west1",
			root_password: `${CANARY}-root`,
			settings: [{ tier: "db-custom-2-7680", disk_size: 100 }],
		},
		{ after_sensitive: { root_password: true } },
	),
	change("google_cloud_run_v2_service.api", "google_cloud_run_v2_service", "api", {
		name: "api",
		location: "europe-west1",
		template: [{ containers: [{ image: "europe-docker.pkg.dev/p/r/api:3", ports: [{ container_port: 9000 }] }] }],
	}),
	change("google_bigquery_dataset.d", "google_bigquery_dataset", "d", { dataset_id: "d", location: "EU" }),
];
const googlePlan = json({
	format_version: "1.2",
	terraform_version: "1.9.8",
	planned_values: {
		root_module: {
			resources: googleChanges.map(({ address, mode, type, name, provider_name, change }) => ({
				address,
				mode,
				type,
				name,
				provider_name,
				schema_version: 0,
				values: change.after,
				sensitive_values: change.after_sensitive,
			})),
		},
	},
	resource_changes: googleChanges,
	configuration: { root_module: {} },
});

const scaleway = 'provider["registry.terraform.io/scaleway/scaleway"]';
const ovh = 'provider["registry.terraform.io/ovh/ovh"]';
const europeState = json({
	version: 4,
	terraform_version: "1.10.0",
	serial: 1,
	lineage: "31111111-2222-4333-8444-555555555555",
	outputs: {},
	resources: [
		managed("scaleway_vpc_private_network", "pn", scaleway, [instance({ id: "fr-par/1", name: "pn", region: "fr-par" })]),
		managed("scaleway_instance_server", "web", scaleway, [
			instance({ id: "fr-par-1/2", name: "web", type: "PRO2-XS", zone: "fr-par-1", image: "debian_bookworm" }),
		]),
		managed("scaleway_rdb_instance", "db", scaleway, [
			instance(
				{ id: "fr-par/3", name: "db", engine: "PostgreSQL-15", node_type: "DB-DEV-S", volume_size_in_gb: 50, password: `${CANARY}-rdb` },
				{ sensitive_attributes: [[{ type: "get_attr", value: "password" }]] },
			),
		]),
		managed("ovh_cloud_project_kube", "k", ovh, [
			instance({ id: "4", name: "k", region: "GRA11", version: "1.32", kubeconfig: `${CANARY}-kubeconfig` }),
		]),
		managed("ovh_cloud_project_kube_nodepool", "p", ovh, [instance({ id: "5", kube_id: "4", flavor_name: "b3-16", desired_nodes: 3 })]),
		managed("ovh_domain_zone_record", "www", ovh, [
			instance({ id: "6", zone: "town.example", subdomain: "www", fieldtype: "A", target: "192.0.2.1" }),
		]),
	],
});

const composeFile = `name: library
services:
  web:
    image: registry.example/library:4
    ports: ["8080:8080"]
    environment: { DATABASE_URL: "postgres://app:${CANARY}-url@db/library", SESSION_SECRET: ${CANARY}-session, MODE: fast }
    depends_on: [db, cache]
  db: { image: "postgres:16", environment: { POSTGRES_PASSWORD: ${CANARY}-pg }, volumes: ["pg:/var/lib/postgresql/data"] }
  cache: { image: "valkey/valkey:8" }
volumes: { pg: {} }
`;

/** Roles for service accounts, disks of EBS, a balancer of AWS, an image from ECR, and a secret. */
const manifests = `apiVersion: v1
kind: ServiceAccount
metadata: { name: app, namespace: portal, annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::111111111111:role/app" } }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
parameters: { type: gp3 }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: portal, annotations: { kubernetes.io/ingress.class: alb, alb.ingress.kubernetes.io/scheme: internet-facing } }
spec: { rules: [{ host: portal.town.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: portal }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "111111111111.dkr.ecr.eu-west-3.amazonaws.com/web:1" }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: plain, namespace: portal }
data: { MODE: fast }
---
apiVersion: v1
kind: Secret
metadata: { name: db, namespace: portal }
stringData: { password: ${CANARY}-manifest }
`;

const rvtools = `VM,Powerstate,Template,CPUs,Memory,Provisioned MiB,In Use MiB,Network #1,Cluster,OS according to the VMware Tools
erp-1,poweredOn,False,8,32768,204800,153600,LAN,C1,Debian GNU/Linux 12 (64-bit)
erp-2,poweredOff,False,4,16384,102400,51200,LAN,C1,Microsoft Windows Server 2019 (64-bit)
gold,poweredOff,True,2,4096,40960,20480,LAN,C1,Debian GNU/Linux 12 (64-bit)
`;

export interface TestInput {
	file: string;
	content: string;
	/** Type → how many. */
	types: Record<string, number>;
	/** Types that nobody maps. */
	refused: string[];
}

export const INPUTS: readonly TestInput[] = [
	{
		file: "aws-modules.tfstate",
		content: awsState,
		types: {
			aws_db_instance: 1,
			aws_ebs_volume: 1,
			aws_future_service: 1,
			aws_instance: 2,
			aws_lambda_function: 1,
			aws_s3_bucket: 1,
			aws_secretsmanager_secret_version: 1,
			aws_security_group: 1,
			aws_subnet: 2,
			aws_volume_attachment: 1,
			aws_vpc: 1,
			random_password: 1,
		},
		refused: ["aws_future_service"],
	},
	{
		file: "azure.tfstate",
		content: azureState,
		types: {
			azurerm_kubernetes_cluster: 1,
			azurerm_linux_virtual_machine: 1,
			azurerm_network_security_group: 1,
			azurerm_postgresql_flexible_server: 1,
			azurerm_resource_group: 1,
			azurerm_storage_account: 1,
			azurerm_subnet: 1,
			azurerm_virtual_network: 1,
		},
		refused: [],
	},
	{
		file: "google-plan.json",
		content: googlePlan,
		types: {
			google_bigquery_dataset: 1,
			google_cloud_run_v2_service: 1,
			google_compute_firewall: 1,
			google_compute_instance: 1,
			google_compute_network: 1,
			google_compute_subnetwork: 1,
			google_sql_database_instance: 1,
		},
		refused: [],
	},
	{
		file: "europe.tfstate",
		content: europeState,
		types: {
			ovh_cloud_project_kube: 1,
			ovh_cloud_project_kube_nodepool: 1,
			ovh_domain_zone_record: 1,
			scaleway_instance_server: 1,
			scaleway_rdb_instance: 1,
			scaleway_vpc_private_network: 1,
		},
		refused: [],
	},
	{ file: "compose.yaml", content: composeFile, types: { "compose:service": 3, "compose:volume": 1 }, refused: [] },
	{
		file: "manifests.yaml",
		content: manifests,
		types: {
			"apps/v1/Deployment": 1,
			"networking.k8s.io/v1/Ingress": 1,
			"storage.k8s.io/v1/StorageClass": 1,
			"v1/ConfigMap": 1,
			"v1/Secret": 1,
			"v1/ServiceAccount": 1,
		},
		refused: [],
	},
	{ file: "RVTools_tabvInfo.csv", content: rvtools, types: { "rvtools:network": 1, "rvtools:template": 1, "rvtools:vm": 2 }, refused: [] },
];
