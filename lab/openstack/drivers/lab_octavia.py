"""Octavia network driver for amphorae that do not exist (compute_noop_driver).

VIP ports, VRRP ports and the VIP's security group are real Neutron objects (inherited);
only what concerns the member networks of the amphora instance is a no-op.
"""
from octavia.network import base
from octavia.network import data_models as network_models
from octavia.network.drivers.neutron import allowed_address_pairs as aap
from oslo_utils import uuidutils

MANAGEMENT_NETWORK = '00000000-0000-0000-0000-000000000000'


class LabNetworkDriver(aap.AllowedAddressPairsDriver):
    _interfaces = {}

    def get_network(self, network_id, context=None):
        if network_id == MANAGEMENT_NETWORK:
            return network_models.Network(id=network_id, subnets=[],
                                          port_security_enabled=True)
        return super().get_network(network_id, context=context)

    def plug_port(self, amphora, port):
        # what Nova would do: note the instance on the port
        self.neutron_client.update_port(
            port.id, {'port': {'device_id': amphora.compute_id}})
        return network_models.Interface(
            compute_id=amphora.compute_id, network_id=port.network_id,
            port_id=port.id, fixed_ips=port.fixed_ips)

    def plug_network(self, compute_id, network_id):
        itf = network_models.Interface(
            id=uuidutils.generate_uuid(), compute_id=compute_id,
            network_id=network_id, fixed_ips=[],
            port_id=uuidutils.generate_uuid())
        self._interfaces[itf.port_id] = itf
        return itf

    def unplug_network(self, compute_id, network_id):
        for port_id, itf in list(self._interfaces.items()):
            if itf.compute_id == compute_id and itf.network_id == network_id:
                del self._interfaces[port_id]

    def get_plugged_networks(self, compute_id):
        return (super().get_plugged_networks(compute_id) +
                [i for i in self._interfaces.values()
                 if i.compute_id == compute_id])

    def get_port(self, port_id, context=None):
        itf = self._interfaces.get(port_id)
        if itf is not None:
            return network_models.Port(id=port_id, network_id=itf.network_id,
                                       fixed_ips=[])
        return super().get_port(port_id, context=context)

    def plug_fixed_ip(self, port_id, subnet_id, ip_address=None):
        if port_id in self._interfaces:
            return self.get_port(port_id)
        return super().plug_fixed_ip(port_id, subnet_id, ip_address)

    def unplug_fixed_ip(self, port_id, subnet_id):
        if port_id in self._interfaces:
            return self.get_port(port_id)
        return super().unplug_fixed_ip(port_id, subnet_id)

    def delete_port(self, port_id):
        if self._interfaces.pop(port_id, None) is None:
            super().delete_port(port_id)

    def unplug_vip(self, load_balancer, vip):
        pass

    def unplug_aap_port(self, vip, amphora, subnet):
        if amphora.vrrp_port_id:
            try:
                super().delete_port(amphora.vrrp_port_id)
            except base.NetworkException:
                pass

    def failover_preparation(self, amphora):
        pass

    def wait_for_port_detach(self, amphora):
        pass
