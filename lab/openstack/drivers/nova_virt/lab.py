"""Nova's own fake driver plus two things: server images get content (and so become
active), and the instances of a host are known again after nova-compute was restarted."""
import io

from nova.compute import power_state
from nova.compute import vm_states
from nova import context as nova_context
from nova.image import glance
from nova import objects
from nova.virt import fake
from oslo_log import log

LOG = log.getLogger(__name__)


class LabDriver(fake.FakeDriver):

    def init_host(self, host):
        super().init_host(host)
        for inst in objects.InstanceList.get_by_host(
                nova_context.get_admin_context(), host,
                expected_attrs=['flavor']):
            if inst.vm_state in (vm_states.BUILDING, vm_states.ERROR,
                                 vm_states.DELETED,
                                 vm_states.SHELVED_OFFLOADED):
                continue
            state = inst.power_state
            if state not in (power_state.RUNNING, power_state.SHUTDOWN):
                state = (power_state.SHUTDOWN
                         if inst.vm_state == vm_states.STOPPED
                         else power_state.RUNNING)
            self.resources.claim(vcpus=inst.flavor.vcpus,
                                 mem=inst.flavor.memory_mb,
                                 disk=inst.flavor.root_gb)
            self.instances[inst.uuid] = fake.FakeInstance(
                inst.name, state, inst.uuid)

    def detach_interface(self, context, instance, vif):
        self._interfaces.pop(vif['id'], None)

    def snapshot(self, context, instance, image_id, update_task_state):
        super().snapshot(context, instance, image_id, update_task_state)
        api = glance.API()
        name = api.get(context, image_id)['name']
        api.update(context, image_id,
                   {'name': name, 'container_format': 'bare',
                    'disk_format': 'raw'}, io.BytesIO(bytes(65536)))
