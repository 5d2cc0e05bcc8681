#!/usr/bin/python3
"""Bring the cloud to what seed.yaml describes: seed.py STATE_FOLDER STEP

STEP: identity   catalogue, roles, users (needs Keystone only)
      duty       wait until every Nova and Cinder service has reported
      cloud      external network, image, volume types, flavors, zones, certificate

Every step creates what is missing and may be run again.
"""
import base64
import datetime
import os
import subprocess
import sys
import time

import openstack
import yaml

STATE, STEP = sys.argv[1:3]
os.environ['OS_CLIENT_CONFIG_FILE'] = os.path.join(STATE, 'etc', 'clouds.yaml')
with open(os.path.join(STATE, 'etc', 'seed.yaml')) as f:
    SEED = yaml.safe_load(f)
REGION, PASSWORD = SEED['region'], SEED['password']


def until(what, question, seconds=90):
    """Ask until the answer is true; services may still be starting, so errors count as no."""
    end = time.time() + seconds
    while True:
        try:
            answer = question()
            if answer:
                return answer
            error = 'not yet'
        except Exception as e:
            error = e
        if time.time() > end:
            sys.exit('%s: %s (after %d s)' % (what, error, seconds))
        time.sleep(0.5)


def connected(cloud):
    connection = openstack.connect(cloud=cloud)
    return connection if connection.authorize() else None


def identity(admin):
    keystone = admin.identity
    services = {s.name: s for s in keystone.services()}
    endpoints = {(e.service_id, e.interface) for e in keystone.endpoints()}
    for entry in SEED['catalogue']:
        service = services.get(entry['name']) or keystone.create_service(name=entry['name'], type=entry['type'])
        for interface in ('public', 'internal', 'admin'):
            if (service.id, interface) not in endpoints:
                keystone.create_endpoint(service_id=service.id, interface=interface, url=entry['url'], region_id=REGION)

    roles = {r.name: r.id for r in keystone.roles()}
    for name in SEED['roles']:
        if name not in roles:
            roles[name] = keystone.create_role(name=name).id
    for prior, names in SEED['implied'].items():
        for name in names:
            keystone.put('/roles/%s/implies/%s' % (roles[prior], roles[name]))

    def project(name):
        return keystone.find_project(name, domain_id='default') or keystone.create_project(name=name, domain_id='default')

    def grant(project, name, names):
        user = keystone.find_user(name, domain_id='default') or keystone.create_user(
            name=name, password=PASSWORD, domain_id='default', email='%s@lab.example' % name)
        for role in names:
            keystone.put('/projects/%s/users/%s/roles/%s' % (project.id, user.id, roles[role]))

    service_project, demo = project('service'), project('demo')
    for name in SEED['accounts']:
        grant(service_project, name, ['admin', 'service'])
    for name, names in SEED['users'].items():
        grant(demo, name, names)


def duty(admin):
    zones = len(SEED['zones'])
    # Nova: conductor, scheduler, a compute a zone. Cinder: scheduler, backup, a backend a zone.
    for what, proxy in (('Nova', admin.compute), ('Cinder', admin.block_storage)):
        until('%s services' % what, lambda: sum(
            s['state'] == 'up' for s in proxy.get('/os-services').json()['services']) >= zones + 2, 120)


def network(admin):
    seed = SEED['network']
    external = until('Neutron', lambda: admin.network.find_network(seed['name']) or admin.network.create_network(
        name=seed['name'], is_router_external=True, is_default=True,
        provider_network_type='flat', provider_physical_network=seed['physical']))
    if not list(admin.network.subnets(network_id=external.id)):
        admin.network.create_subnet(
            network_id=external.id, name=seed['name'] + '-subnet', ip_version=4, cidr=seed['cidr'], enable_dhcp=False,
            gateway_ip=seed['gateway'], allocation_pools=[{'start': seed['first'], 'end': seed['last']}])


def image(admin):
    seed = SEED['image']
    if not admin.image.find_image(seed['id']):
        path = os.path.join(STATE, 'data', seed['name'] + '.qcow2')
        subprocess.run(['qemu-img', 'create', '-q', '-f', 'qcow2', path, seed['size']], check=True)
        admin.image.create_image(seed['name'], id=seed['id'], filename=path, disk_format='qcow2', container_format='bare',
                                 visibility='public', min_disk=0, min_ram=0, wait=True, **seed['properties'])


def volume_types(admin):
    cinder = admin.block_storage
    have = {t.name: t for t in until('Cinder', lambda: list(cinder.types()))}
    for name, seed in SEED['volume_types'].items():
        kind = have.get(name) or cinder.create_type(name=name, description=seed['description'], is_public=True)
        address = '/types/%s/encryption' % kind.id
        if 'encryption' in seed and not cinder.get(address).json().get('provider'):
            cinder.post(address, json={'encryption': seed['encryption']}).raise_for_status()


def compute(admin):
    until('hypervisors', lambda: len(list(admin.compute.hypervisors())) >= len(SEED['zones']), 60)
    flavors = {f.name for f in admin.compute.flavors(is_public=None)}
    for seed in SEED['flavors']:
        if seed['name'] not in flavors:
            admin.compute.create_flavor(is_public=True, **seed)
    aggregates = {a.name: a for a in admin.compute.aggregates()}
    for zone in SEED['zones']:
        aggregate = aggregates.get(zone) or admin.compute.create_aggregate(name=zone, availability_zone=zone)
        if 'compute-' + zone not in (aggregate.hosts or []):
            admin.compute.add_host_to_aggregate(aggregate, 'compute-' + zone)


def self_signed(host, days):
    """A certificate and its key in PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.datetime.utcnow()
    certificate = (x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
                   .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(hours=1))
                   .not_valid_after(now + datetime.timedelta(days=days))
                   .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
                   .sign(key, hashes.SHA256()))
    pem = serialization.Encoding.PEM
    return certificate.public_bytes(pem), key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def certificate(demo):
    """A container, not a PKCS12 secret: it can be looked up by name without reading the key."""
    seed, barbican = SEED['certificate'], demo.key_manager
    if any(container.name == seed['name'] for container in barbican.containers()):
        return
    public, private = self_signed(seed['host'], seed['days'])
    parts = []
    for part, kind, payload in (('certificate', 'certificate', public), ('private_key', 'private', private)):
        secret = barbican.create_secret(
            name='%s-%s' % (seed['name'], kind), secret_type=kind, payload=base64.b64encode(payload).decode(),
            payload_content_type='application/octet-stream', payload_content_encoding='base64')
        parts.append({'name': part, 'secret_ref': secret.secret_ref})
    barbican.create_container(name=seed['name'], type='certificate', secret_refs=parts)


admin = until('Keystone', lambda: connected('oslab-admin'))
if STEP == 'identity':
    identity(admin)
elif STEP == 'duty':
    duty(admin)
elif STEP == 'cloud':
    for step in (network, image, volume_types, compute):
        step(admin)
    certificate(until('demo', lambda: connected('oslab-demo')))
else:
    sys.exit('no such step: ' + STEP)
