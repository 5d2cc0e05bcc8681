// mappings prints how Terraform's openstack_* resources read in the names of @pulumi/openstack 5.5.1: only what differs from the rule
// (snake case → camel case, a list is a list, a map keeps its keys). The names are those that Pulumi's own bridge gives, from the schemas
// of the two providers that are in use: 3.4.0, which @pulumi/openstack 5 stands on, and 1.54.1, on which 3.15.2 stands.
package main

import (
	"encoding/json"
	"os"
	"regexp"
	"sort"
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	old "github.com/terraform-provider-openstack/terraform-provider-openstack/openstack"
	current "github.com/terraform-provider-openstack/terraform-provider-openstack/v3/openstack"
)

type resource struct {
	Token string `json:"token"`
	// By path of Terraform's names: the property's name, where it is not the camel case of the attribute's.
	Names map[string]string `json:"names,omitempty"`
	// Lists of at most one element that are the element itself.
	One []string `json:"one,omitempty"`
	// What the provider only answers: no input.
	Outputs []string `json:"outputs,omitempty"`
	Secret  []string `json:"secret,omitempty"`
	// Numbers of which 0 is a value and not the absence of one.
	Zero []string `json:"zero,omitempty"`
	// Attributes that take the provider's or the cloud's value where nothing is written.
	Defaults []string `json:"defaults,omitempty"`
	// Blocks whose order means nothing: a block of the configuration can't be found again by its place.
	Sets []string `json:"sets,omitempty"`
	// Lists of plain values.
	Lists []string `json:"lists,omitempty"`
	// Of which Terraform keeps another form than was written, such as a hash.
	Hashed []string `json:"hashed,omitempty"`
}

// Tokens of what came after @pulumi/openstack 3.15.2, as @pulumi/openstack 5.5.1 names them.
var later = map[string]string{
	"openstack_bgpvpn_v2":                    "index/bgpvpnV2:BgpvpnV2",
	"openstack_bgpvpn_network_associate_v2":  "index/bgpvpnNetworkAssociateV2:BgpvpnNetworkAssociateV2",
	"openstack_bgpvpn_port_associate_v2":     "index/bgpvpnPortAssociateV2:BgpvpnPortAssociateV2",
	"openstack_bgpvpn_router_associate_v2":   "index/bgpvpnRouterAssociateV2:BgpvpnRouterAssociateV2",
	"openstack_dns_quota_v2":                 "dns/quotaV2:QuotaV2",
	"openstack_dns_zone_share_v2":            "dns/zoneShareV2:ZoneShareV2",
	"openstack_identity_limit_v3":            "identity/limitV3:LimitV3",
	"openstack_identity_registered_limit_v3": "identity/registeredLimitV3:RegisteredLimitV3",
	"openstack_lb_flavor_v2":                 "loadbalancer/flavorV2:FlavorV2",
	"openstack_lb_flavorprofile_v2":          "index/lbFlavorprofileV2:LbFlavorprofileV2",
	"openstack_networking_address_group_v2":  "networking/addressGroupV2:AddressGroupV2",
	"openstack_networking_bgp_peer_v2":       "networking/bgpPeerV2:BgpPeerV2",
	"openstack_networking_bgp_speaker_v2":    "networking/bgpSpeakerV2:BgpSpeakerV2",
	"openstack_networking_router_routes_v2":  "networking/routerRoutesV2:RouterRoutesV2",
	"openstack_networking_segment_v2":        "networking/segmentV2:SegmentV2",
	"openstack_objectstorage_account_v1":     "objectstorage/accountV1:AccountV1",
	"openstack_taas_tap_mirror_v2":           "index/taasTapMirrorV2:TaasTapMirrorV2",
}

// Both providers have the pools of a subnet under this name or under its deprecated plural; 5.5.1 has one name.
var renamed = map[string]string{"openstack_networking_subnet_v2.allocation_pool": "allocationPools"}

var quota = regexp.MustCompile("quota|limit")

func main() {
	var table struct{ Resources map[string]string }
	text, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = json.Unmarshal(text, &table)
	}
	if err != nil {
		panic(err)
	}
	resources := map[string]*resource{}
	for _, provider := range []*schema.Provider{current.Provider(), old.Provider()} {
		for tf, schemas := range provider.ResourcesMap {
			entry := resources[tf]
			if entry == nil {
				token, known := table.Resources[tf]
				if !known {
					name, found := later[tf]
					if !found {
						panic("no token for " + tf)
					}
					token = "openstack:" + name
				}
				entry = &resource{Token: token, Names: map[string]string{}}
				resources[tf] = entry
			}
			entry.add(tf, "", schemas.Schema)
		}
	}
	for _, entry := range resources {
		for _, list := range []*[]string{&entry.One, &entry.Outputs, &entry.Secret, &entry.Zero, &entry.Defaults, &entry.Sets, &entry.Lists, &entry.Hashed} {
			*list = unique(*list)
		}
	}
	provider := &resource{Token: "pulumi:providers:openstack", Names: map[string]string{}}
	provider.add("provider", "", current.Provider().Schema)
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "\t")
	if err := out.Encode(map[string]any{"source": source, "provider": provider, "resources": resources}); err != nil {
		panic(err)
	}
}

// What was read, for whoever checks the data.
var source = map[string]any{
	"schemas": []string{"terraform-provider-openstack 3.4.0", "terraform-provider-openstack 1.54.1"},
	"names":   "pulumi-terraform-bridge 3.135.0, as @pulumi/openstack 5.5.1",
	"date":    "2026-11-28",
}

var seen = map[string]bool{}

func (entry *resource) add(tf, prefix string, schemas map[string]*schema.Schema) {
	for name, field := range schemas {
		path := prefix + name
		first := !seen[tf+"."+path]
		seen[tf+"."+path] = true
		if first {
			entry.note(tf, path, name, field, schemas)
		}
		// Either provider may leave it to the cloud.
		if field.Optional && field.Computed && prefix == "" {
			entry.Defaults = append(entry.Defaults, path)
		}
		if block, ok := field.Elem.(*schema.Resource); ok && !outputOnly(field) {
			entry.add(tf, path+".", block.Schema)
		}
	}
}

func (entry *resource) note(tf, path, name string, field *schema.Schema, schemas map[string]*schema.Schema) {
	if outputOnly(field) {
		entry.Outputs = append(entry.Outputs, path)
		return
	}
	to, found := renamed[tf+"."+path]
	if !found {
		to = tfbridge.TerraformToPulumiNameV2(name, shimv2.NewSchemaMap(schemas), nil)
	}
	if to != camel(name) {
		entry.Names[path] = to
	}
	list := field.Type == schema.TypeList || field.Type == schema.TypeSet
	if list && field.MaxItems == 1 {
		entry.One = append(entry.One, path)
	}
	if field.Sensitive {
		entry.Secret = append(entry.Secret, path)
	}
	number := field.Type == schema.TypeInt || field.Type == schema.TypeFloat
	if number && (field.Required || field.Default != nil || quota.MatchString(tf) || name == "boot_index") {
		entry.Zero = append(entry.Zero, path)
	}
	_, block := field.Elem.(*schema.Resource)
	if block && field.Type == schema.TypeSet {
		entry.Sets = append(entry.Sets, path)
	}
	if list && !block && !strings.Contains(path, ".") {
		entry.Lists = append(entry.Lists, path)
	}
	if field.StateFunc != nil {
		entry.Hashed = append(entry.Hashed, path)
	}
}

func outputOnly(field *schema.Schema) bool {
	return field.Computed && !field.Optional && !field.Required
}

var underscore = regexp.MustCompile("_([a-z0-9])")

func camel(name string) string {
	return underscore.ReplaceAllStringFunc(name, func(match string) string { return strings.ToUpper(match[1:]) })
}

func unique(list []string) []string {
	sort.Strings(list)
	result := []string{}
	for i, each := range list {
		if i == 0 || each != list[i-1] {
			result = append(result, each)
		}
	}
	return result
}
