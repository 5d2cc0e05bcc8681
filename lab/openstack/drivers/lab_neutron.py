"""ML2 mechanism driver that binds every port without an agent.

The fake Nova driver plugs nothing, so there is no wiring that an agent could do: binding
succeeds on any host and the port becomes ACTIVE at once (and Nova gets its
network-vif-plugged event). vif_type is "ovs", so that the in-tree openvswitch QoS and
trunk drivers (loaded beside this one) accept the ports. What the L3 agent would report
(router ports and floating IPs becoming ACTIVE) is set here too.
"""
from neutron_lib.api.definitions import portbindings
from neutron_lib.callbacks import events
from neutron_lib.callbacks import registry
from neutron_lib.callbacks import resources
from neutron_lib import constants as const
from neutron_lib import context as n_context
from neutron_lib.plugins import constants as plugin_const
from neutron_lib.plugins import directory
from neutron_lib.plugins.ml2 import api
from oslo_log import log

LOG = log.getLogger(__name__)


class LabMechanismDriver(api.MechanismDriver):

    def initialize(self):
        for event in (events.AFTER_CREATE, events.AFTER_UPDATE):
            registry.subscribe(self._floating_ip, resources.FLOATING_IP, event)

    @property
    def connectivity(self):
        return portbindings.CONNECTIVITY_L2

    def bind_port(self, context):
        vif_details = {portbindings.CAP_PORT_FILTER: True,
                       portbindings.OVS_HYBRID_PLUG: False,
                       portbindings.VIF_DETAILS_CONNECTIVITY: self.connectivity,
                       'bridge_name': 'br-int', 'datapath_type': 'system'}
        for segment in context.segments_to_bind:
            context.set_binding(segment[api.ID], portbindings.VIF_TYPE_OVS,
                                vif_details,
                                status=const.PORT_STATUS_ACTIVE)
            return

    def create_port_postcommit(self, context):
        self._activate_network_port(context)

    def update_port_postcommit(self, context):
        self._activate_network_port(context)

    @staticmethod
    def _activate_network_port(context):
        port = context.current
        owner = port['device_owner']
        # compute: a live migration activates the new binding and leaves the
        # port DOWN until the agent reports
        wanted = ((owner.startswith('network:') and
                   owner != const.DEVICE_OWNER_FLOATINGIP) or
                  (owner.startswith('compute:') and
                   context.vif_type == portbindings.VIF_TYPE_OVS))
        if (wanted and port['status'] == const.PORT_STATUS_DOWN and
                port['admin_state_up']):
            try:
                directory.get_plugin().update_port_status(
                    n_context.get_admin_context(), port['id'],
                    const.PORT_STATUS_ACTIVE)
            except Exception:
                LOG.exception('cannot set port %s ACTIVE', port['id'])

    @staticmethod
    def _floating_ip(resource, event, trigger, payload=None):
        fip_id = payload.resource_id
        l3 = directory.get_plugin(plugin_const.L3)
        try:
            ctx = n_context.get_admin_context()
            fip = l3.get_floatingip(ctx, fip_id)
            status = (const.FLOATINGIP_STATUS_ACTIVE if fip['port_id']
                      else const.FLOATINGIP_STATUS_DOWN)
            if fip['status'] != status:
                l3.update_floatingip_status(ctx, fip_id, status)
        except Exception:
            LOG.exception('cannot set the status of floating IP %s', fip_id)
