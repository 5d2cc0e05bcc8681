"""Cinder driver: every volume is a sparse raw file. Images, clones, snapshots, extending,
reverting and uploading move real bytes; attaching hands out the file's path."""
import os
import shutil
import subprocess

from cinder import interface
from cinder.image import image_utils
from cinder.volume import configuration
from cinder.volume import driver
from cinder.volume import volume_utils
from oslo_config import cfg
from oslo_utils import units

OPTS = [cfg.StrOpt('lab_volume_dir', default='/var/lib/cinder/lab')]
cfg.CONF.register_opts(OPTS, group=configuration.SHARED_CONF_GROUP)


@interface.volumedriver
class FileVolumeDriver(driver.VolumeDriver):
    VERSION = '1.0'
    CI_WIKI_NAME = 'none'

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.configuration.append_config_values(OPTS)
        self.dir = self.configuration.lab_volume_dir

    def check_for_setup_error(self):
        os.makedirs(self.dir, exist_ok=True)

    def _path(self, obj):
        return os.path.join(self.dir, obj['name'])

    def local_path(self, volume):
        return self._path(volume)

    @staticmethod
    def _resize(path, size_gb):
        with open(path, 'ab') as f:
            if os.path.getsize(path) < size_gb * units.Gi:
                f.truncate(size_gb * units.Gi)

    def _copy(self, src, dst):
        subprocess.run(['cp', '--sparse=always', '--reflink=auto', src, dst],
                       check=True)

    def _update_volume_stats(self):
        backend = self.configuration.safe_get('volume_backend_name')
        self._stats = {
            'volume_backend_name': backend, 'vendor_name': 'socle-lab',
            'driver_version': self.VERSION, 'storage_protocol': 'file',
            'pools': [{
                'pool_name': backend, 'total_capacity_gb': 1000000,
                'free_capacity_gb': 1000000, 'provisioned_capacity_gb': 0,
                'reserved_percentage': 0, 'max_over_subscription_ratio': '20',
                'thin_provisioning_support': True,
                'thick_provisioning_support': False, 'multiattach': True,
                'QoS_support': True, 'online_extend_support': True,
                'consistent_group_snapshot_enabled': False,
                'backend_state': 'up'}]}

    def create_volume(self, volume):
        self._resize(self._path(volume), volume['size'])

    def delete_volume(self, volume):
        if os.path.exists(self._path(volume)):
            os.unlink(self._path(volume))

    def create_snapshot(self, snapshot):
        self._copy(self._path(snapshot.volume), self._path(snapshot))

    def delete_snapshot(self, snapshot):
        if os.path.exists(self._path(snapshot)):
            os.unlink(self._path(snapshot))

    def revert_to_snapshot(self, context, volume, snapshot):
        self._copy(self._path(snapshot), self._path(volume))
        self._resize(self._path(volume), volume['size'])

    def create_volume_from_snapshot(self, volume, snapshot):
        self._copy(self._path(snapshot), self._path(volume))
        self._resize(self._path(volume), volume['size'])

    def create_cloned_volume(self, volume, src_vref):
        self._copy(self._path(src_vref), self._path(volume))
        self._resize(self._path(volume), volume['size'])

    def extend_volume(self, volume, new_size):
        self._resize(self._path(volume), new_size)

    def copy_image_to_volume(self, context, volume, image_service, image_id,
                             disable_sparse=False):
        image_utils.fetch_to_raw(
            context, image_service, image_id, self._path(volume),
            self.configuration.volume_dd_blocksize, size=volume['size'],
            run_as_root=False)
        self._resize(self._path(volume), volume['size'])

    def copy_image_to_encrypted_volume(self, context, volume, image_service,
                                       image_id, disable_sparse=False):
        self.copy_image_to_volume(context, volume, image_service, image_id)

    def copy_volume_to_image(self, context, volume, image_service, image_meta):
        volume_utils.upload_volume(context, image_service, image_meta,
                                   self._path(volume), volume,
                                   run_as_root=False)

    def retype(self, context, volume, new_type, diff, host):
        return True

    def migrate_volume(self, context, volume, host):
        return False, None

    def update_migrated_volume(self, ctxt, volume, new_volume,
                               original_volume_status):
        shutil.move(self._path(new_volume), self._path(volume))
        return {'_name_id': None, 'provider_location': None}

    def ensure_export(self, context, volume):
        pass

    def create_export(self, context, volume, connector):
        pass

    def remove_export(self, context, volume):
        pass

    def initialize_connection(self, volume, connector):
        return {'driver_volume_type': 'local',
                'data': {'device_path': self._path(volume)}}

    def terminate_connection(self, volume, connector, **kwargs):
        pass
