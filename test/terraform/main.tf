# The program of examples/vulnerable-by-design in the words of Terraform, for a test on the lab: the same faults, found in plan and state.
# Never put this on a real cloud.

terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}

provider "openstack" {
  cloud       = "oslab-demo"
  use_octavia = true
}

variable "bytes" {
  description = "Any file, uploaded as an image."
  type        = string
}

variable "rules" {
  description = "Rules of the group, by name. What a rule does not say is any."
  type        = any
  default = {
    ssh          = { protocol = "tcp", from = 22, to = 22, source = "0.0.0.0/0" }
    rdp          = { protocol = "tcp", from = 3389, to = 3389, source = "0.0.0.0/0" }
    winrm        = { protocol = "tcp", from = 5985, to = 5986, source = "::/0" }
    database     = { protocol = "tcp", from = 5432, to = 5432, source = "::/0" }
    management   = { protocol = "tcp", from = 6443, to = 6443, source = "0.0.0.0/0" }
    ping         = { protocol = "icmp", source = "0.0.0.0/0" }
    telnet       = { protocol = "tcp", from = 23, to = 23, source = "192.0.2.0/28" }
    all-ports    = { protocol = "tcp", source = "192.0.2.0/28" }
    any-protocol = { source = "192.0.2.16/28" }
    wide         = { protocol = "tcp", from = 8000, to = 8200, source = "192.0.2.0/28" }
    mail         = { protocol = "tcp", from = 25, to = 25, source = "0.0.0.0/0", direction = "egress" }
    undescribed  = { protocol = "tcp", from = 443, to = 443, source = "192.0.2.0/28", description = "" }
    lower-half   = { protocol = "tcp", from = 8080, to = 8080, source = "0.0.0.0/1" }
    upper-half   = { protocol = "tcp", from = 8080, to = 8080, source = "128.0.0.0/1" }
  }
}

locals {
  debian    = "11111111-1111-4111-8111-111111111111"
  labels    = { owner = "EXAMPLE-0001", environment = "goat.lab", classification = "internal" }
  tags      = [for key, value in local.labels : "${key}=${value}"]
  resolvers = ["10.40.0.53"]
}

# Networks.
resource "openstack_networking_network_v2" "network" {
  name = "goat"
  tags = local.tags
}

resource "openstack_networking_subnet_v2" "subnet" {
  name            = "goat"
  network_id      = openstack_networking_network_v2.network.id
  cidr            = "10.40.0.0/24"
  dns_nameservers = local.resolvers
  tags            = local.tags
}

data "openstack_networking_network_v2" "outside" {
  name = "public"
}

resource "openstack_networking_router_v2" "router" {
  name                = "goat"
  external_network_id = data.openstack_networking_network_v2.outside.id
  tags                = local.tags
}

resource "openstack_networking_router_interface_v2" "way" {
  router_id = openstack_networking_router_v2.router.id
  subnet_id = openstack_networking_subnet_v2.subnet.id
}

resource "openstack_networking_network_v2" "network-down" {
  name           = "goat-down"
  admin_state_up = false
  tags           = local.tags
}

resource "openstack_networking_network_v2" "network-unfiltered" {
  name                  = "goat-unfiltered"
  port_security_enabled = false
}

resource "openstack_networking_subnet_v2" "subnet-silent" {
  name       = "goat-silent"
  network_id = openstack_networking_network_v2.network-unfiltered.id
  cidr       = "10.41.0.0/24"
  tags       = local.tags
}

resource "openstack_networking_network_v2" "network-exposed" {
  name = "goat-exposed"
  tags = local.tags
}

resource "openstack_networking_subnet_v2" "subnet-exposed" {
  name            = "goat-exposed"
  network_id      = openstack_networking_network_v2.network-exposed.id
  cidr            = "203.0.113.0/24"
  dns_nameservers = ["8.8.8.8"]
  tags            = local.tags
}

# Groups and their rules.
resource "openstack_networking_secgroup_v2" "group" {
  name                 = "goat"
  description          = "Machines of the goat"
  delete_default_rules = true
  tags                 = local.tags
}

resource "openstack_networking_secgroup_v2" "group-forgotten" {
  name = "goat-forgotten"
}

resource "openstack_networking_secgroup_rule_v2" "rule" {
  for_each          = var.rules
  security_group_id = openstack_networking_secgroup_v2.group.id
  direction         = lookup(each.value, "direction", "ingress")
  ethertype         = strcontains(each.value.source, ":") ? "IPv6" : "IPv4"
  protocol          = lookup(each.value, "protocol", null)
  port_range_min    = lookup(each.value, "from", null)
  port_range_max    = lookup(each.value, "to", null)
  remote_ip_prefix  = each.value.source
  description       = lookup(each.value, "description", "Planted")
}

resource "openstack_networking_secgroup_rule_v2" "rule-later" {
  security_group_id = openstack_networking_secgroup_v2.group-forgotten.id
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = openstack_compute_keypair_v2.key.fingerprint == "" ? "192.0.2.0/28" : "0.0.0.0/0"
  description       = "Planted"
}

# Ports.
resource "openstack_networking_port_v2" "port-default" {
  name       = "goat-default"
  network_id = openstack_networking_network_v2.network.id
  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.subnet.id
  }
}

resource "openstack_networking_port_v2" "port-unfiltered" {
  name                  = "goat-unfiltered"
  network_id            = openstack_networking_network_v2.network.id
  no_security_groups    = true
  port_security_enabled = false
  tags                  = local.tags
  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.subnet.id
  }
}

resource "openstack_networking_port_v2" "port-groupless" {
  name               = "goat-groupless"
  network_id         = openstack_networking_network_v2.network.id
  no_security_groups = true
  tags               = local.tags
  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.subnet.id
  }
}

resource "openstack_networking_port_v2" "port-spoofing" {
  name               = "goat-spoofing"
  network_id         = openstack_networking_network_v2.network.id
  security_group_ids = [openstack_networking_secgroup_v2.group.id]
  tags               = local.tags
  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.subnet.id
  }
  allowed_address_pairs {
    ip_address = "10.0.0.0/8"
  }
}

resource "openstack_networking_port_v2" "port-reached" {
  name               = "goat-reached"
  network_id         = openstack_networking_network_v2.network.id
  security_group_ids = [openstack_networking_secgroup_v2.group.id]
  tags               = local.tags
  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.subnet.id
  }
}

# Machines.
resource "openstack_compute_keypair_v2" "key-weak" {
  name       = "goat-weak"
  public_key = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDKHG4MIZbz9zQG+uo0SVK9RiL53sqQFfjjwYK+ihf4//TPHqs9S7UDttWnPMP3JhE/XHv64j99W20VNDaykwW8RB+3kMuUIdVHHN+xEJtCL7FKZCSa2/dQxh4XlbUo4X2meswDiL96OVvwvnfxsCfzN+h27rEN+WqSnuefNxHphjBJFPbdm3d9ANP/do8nsco1BeX6raf4tzydsGT6QcQwcCswnc52FpXNpnQ/gVKh3q4EVgBUyWNsRYpzh0WVhsuNKmD4F6TMjO339yMgSJcGbTAuYnBSBFchrsK2yk/YIiEFugZV908zCafN/udZSDqpNZR10+0shKaiNSNNF/6v old@saint-exemple.example"
}

resource "openstack_compute_keypair_v2" "key" {
  name       = "goat"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBi6OOthzPk8EHdWntI7n3gBRZ170hZLe+kcqPCj3/bO admin@saint-exemple.example"
}

resource "openstack_compute_instance_v2" "server-careless" {
  name        = "goat-careless"
  flavor_name = "m1.small"
  image_name  = "debian-12"
  admin_pass  = "Example-1234"
  power_state = "shutoff"
  network {
    uuid = openstack_networking_network_v2.network-exposed.id
  }
  depends_on = [openstack_networking_subnet_v2.subnet-exposed]
}

locals {
  machine = merge(local.labels, { classification = "public" })
  abroad = {
    CDN_HOST                    = "https://cdn.abroad.example"
    ACME_SERVER                 = "https://acme.abroad.example"
    OIDC_ISSUER_URL             = "https://login.abroad.example"
    VAULT_ADDR                  = "https://keys.abroad.example"
    OTEL_EXPORTER_OTLP_ENDPOINT = "https://telemetry.abroad.example"
  }
}

resource "openstack_compute_instance_v2" "server-leaky" {
  name            = "goat-leaky"
  flavor_name     = "m1.small"
  image_id        = local.debian
  key_pair        = openstack_compute_keypair_v2.key.name
  config_drive    = true
  security_groups = [openstack_networking_secgroup_v2.group.name]
  metadata        = merge(local.machine, { db-password = "Example-1234" })
  user_data       = <<-EOT
    #cloud-config
    password: Example-1234
    ntp: { enabled: true, servers: [ntp.abroad.example] }
    runcmd: [echo https://sqs.eu-west-1.amazonaws.com/123 > /etc/queue]
  EOT
  network {
    uuid = openstack_networking_network_v2.network.id
  }
  depends_on = [openstack_networking_subnet_v2.subnet]
}

resource "openstack_compute_instance_v2" "server-abroad" {
  name            = "goat-abroad"
  flavor_name     = "m1.small"
  image_id        = local.debian
  key_pair        = openstack_compute_keypair_v2.key.name
  config_drive    = true
  security_groups = [openstack_networking_secgroup_v2.group.name]
  metadata        = merge(local.machine, local.abroad)
  network {
    uuid = openstack_networking_network_v2.network.id
  }
  depends_on = [openstack_networking_subnet_v2.subnet]
}

resource "openstack_compute_instance_v2" "web" {
  count           = 2
  name            = "goat-web-${count.index}"
  flavor_name     = "m1.small"
  image_id        = local.debian
  key_pair        = openstack_compute_keypair_v2.key.name
  config_drive    = true
  security_groups = [openstack_networking_secgroup_v2.group.name]
  metadata        = local.machine
  network {
    uuid = openstack_networking_network_v2.network.id
  }
  depends_on = [openstack_networking_subnet_v2.subnet]
}

resource "openstack_compute_instance_v2" "server-reached" {
  name         = "goat-reached"
  flavor_name  = "m1.small"
  image_id     = local.debian
  key_pair     = openstack_compute_keypair_v2.key.name
  config_drive = true
  metadata     = local.machine
  network {
    port = openstack_networking_port_v2.port-reached.id
  }
}

resource "openstack_networking_floatingip_v2" "address" {
  pool       = "public"
  port_id    = openstack_networking_port_v2.port-reached.id
  tags       = local.tags
  depends_on = [openstack_networking_router_interface_v2.way]
}

# Volumes.
locals {
  kept = merge(local.labels, { "socle:kept-data" = "true" })
}

resource "openstack_blockstorage_volume_v3" "volume-plain" {
  name              = "goat-plain"
  size              = 1
  volume_type       = "standard"
  region            = "RegionOne"
  availability_zone = "az1"
}

resource "openstack_blockstorage_volume_v3" "volume-leaky" {
  name        = "goat-leaky"
  size        = 1
  volume_type = "luks"
  metadata    = merge(local.kept, { db-password = "Example-1234" })
}

resource "openstack_blockstorage_volume_v3" "volume-records" {
  name        = "goat-records"
  size        = 1
  volume_type = "luks"
  metadata    = merge(local.kept, { environment = "goat.production" })
}

resource "openstack_blockstorage_volume_v3" "volume-copy" {
  name          = "goat-copy"
  size          = 1
  volume_type   = "luks"
  metadata      = local.kept
  source_vol_id = openstack_blockstorage_volume_v3.volume-records.id
}

# Images.
resource "openstack_images_image_v2" "image-open" {
  name             = "goat-open"
  local_file_path  = var.bytes
  container_format = "bare"
  disk_format      = "raw"
  visibility       = "community"
  verify_checksum  = false
}

resource "openstack_images_image_v2" "image-shared" {
  name             = "goat-shared"
  local_file_path  = var.bytes
  container_format = "bare"
  disk_format      = "raw"
  visibility       = "shared"
  properties       = { hw_mem_encryption = "true", hw_firmware_type = "uefi", os_secure_boot = "required" }
}

resource "openstack_images_image_access_v2" "image-for-town" {
  for_each  = toset(["a", "b"])
  image_id  = openstack_images_image_v2.image-shared.id
  member_id = join("", [for _ in range(32) : each.key])
}

# Objects.
resource "openstack_objectstorage_container_v1" "container-public" {
  name           = "goat-public"
  versioning     = true
  force_destroy  = true
  metadata       = local.labels
  container_read = ".r:*,.rlistings"
}

resource "openstack_objectstorage_container_v1" "container-anyone" {
  name            = "goat-anyone"
  versioning      = true
  force_destroy   = true
  metadata        = local.labels
  container_read  = "*:*"
  container_write = "*:*"
}

resource "openstack_objectstorage_container_v1" "container-leaky" {
  name          = "goat-leaky"
  versioning    = true
  force_destroy = true
  metadata      = merge(local.labels, { db-password = "Example-1234" })
}

resource "openstack_objectstorage_container_v1" "container-forgetful" {
  name          = "goat-forgetful"
  versioning    = false
  force_destroy = true
  metadata      = local.labels
}

resource "openstack_objectstorage_container_v1" "container-synced" {
  name              = "goat-synced"
  versioning        = true
  force_destroy     = true
  metadata          = local.labels
  container_sync_to = "http://127.0.0.1/v1/AUTH_town/files"
}

# Secrets.
resource "openstack_keymanager_secret_v1" "secret-open" {
  name                 = "goat-open"
  payload              = "Example-1234"
  payload_content_type = "text/plain"
  secret_type          = "passphrase"
}

resource "openstack_keymanager_secret_v1" "secret-weak" {
  name                     = "goat-weak"
  secret_type              = "symmetric"
  algorithm                = "des"
  bit_length               = 56
  payload                  = "ZXhhbXBsZTE="
  payload_content_type     = "application/octet-stream"
  payload_content_encoding = "base64"
  acl {
    read {
      project_access = false
    }
  }
}

resource "openstack_keymanager_container_v1" "secrets-open" {
  name = "goat"
  type = "generic"
  secret_refs {
    name       = "password"
    secret_ref = openstack_keymanager_secret_v1.secret-open.secret_ref
  }
}

resource "openstack_identity_application_credential_v3" "credential" {
  name         = "goat"
  roles        = ["member"]
  unrestricted = true
}

# Names.
resource "openstack_dns_zone_v2" "zone" {
  name  = "goat.example."
  email = "root@localhost"
}

resource "openstack_dns_recordset_v2" "record" {
  name    = "shop.goat.example."
  zone_id = openstack_dns_zone_v2.zone.id
  type    = "CNAME"
  records = ["shop.given-up.example."]
}

# A balancer.
resource "openstack_lb_loadbalancer_v2" "balancer" {
  name               = "goat"
  vip_subnet_id      = openstack_networking_subnet_v2.subnet.id
  security_group_ids = [openstack_networking_secgroup_v2.group.id]
}

resource "openstack_lb_pool_v2" "pool" {
  name            = "goat"
  loadbalancer_id = openstack_lb_loadbalancer_v2.balancer.id
  protocol        = "HTTP"
  lb_method       = "ROUND_ROBIN"
}

resource "openstack_lb_listener_v2" "listener" {
  name            = "goat"
  loadbalancer_id = openstack_lb_loadbalancer_v2.balancer.id
  protocol        = "HTTP"
  protocol_port   = 80
  default_pool_id = openstack_lb_pool_v2.pool.id
}
