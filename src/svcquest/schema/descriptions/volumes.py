"""Descriptions of the volumes of a pod."""

from __future__ import annotations

TEXTS = """
Volume: Storage that containers of the pod may mount: a name and one kind of source.
Volume.awsElasticBlockStore: DEPRECATED: use a claim with the driver ebs.csi.aws.com, which does the work now. A disk of
  AWS.
Volume.azureDisk: DEPRECATED: use a claim with the driver disk.csi.azure.com, which does the work now. A disk of Azure.
Volume.azureFile: DEPRECATED: use a claim with the driver file.csi.azure.com, which does the work now. A file share of
  Azure.
Volume.cephfs: DEPRECATED: no longer works. A Ceph file system.
Volume.cinder: DEPRECATED: use a claim with the driver cinder.csi.openstack.org, which does the work now. A disk of
  OpenStack.
Volume.configMap: The keys of a ConfigMap as files. They follow its changes after a while.
Volume.csi: Storage of a CSI driver that lives as long as the pod.
Volume.downwardAPI: Fields of the pod itself as files, such as its labels.
Volume.emptyDir: A folder that is empty at first and lives as long as the pod; containers share data by it.
Volume.ephemeral: A claim of its own that is made and deleted with the pod.
Volume.fc: A disk on a Fibre Channel network.
Volume.flexVolume: DEPRECATED: use a CSI driver. Storage of a program that is installed on the nodes.
Volume.flocker: DEPRECATED: no longer works. A data set of Flocker.
Volume.gcePersistentDisk: DEPRECATED: use a claim with the driver pd.csi.storage.gke.io, which does the work now. A disk
  of Google Cloud.
Volume.gitRepo: DEPRECATED: switched off; clone into an emptyDir by an init container. Files of a Git repository.
Volume.glusterfs: DEPRECATED: no longer works. A Gluster file system.
Volume.hostPath: A file or folder of the node. Whoever may write there may take over the node.
Volume.image: The files of an image or another artifact of a registry, for reading only.
Volume.iscsi: A disk behind iSCSI.
Volume.name: Name by which containers mount it: lower-case letters, digits and hyphens, unique in the pod.
Volume.nfs: A folder of an NFS server.
Volume.persistentVolumeClaim: A claim of the same namespace, whose data outlive the pod.
Volume.photonPersistentDisk: DEPRECATED: no longer works. A disk of Photon.
Volume.portworxVolume: DEPRECATED: use a claim with the driver pxd.portworx.com, which does the work now. A volume of
  Portworx.
Volume.projected: Files from several sources in one folder, such as the pod's token.
Volume.quobyte: DEPRECATED: no longer works. A volume of Quobyte.
Volume.rbd: DEPRECATED: no longer works. A block device of Ceph.
Volume.scaleIO: DEPRECATED: no longer works. A volume of ScaleIO.
Volume.secret: The values of a Secret as files, held in memory.
Volume.storageos: DEPRECATED: no longer works. A volume of StorageOS.
Volume.vsphereVolume: DEPRECATED: use a claim with the driver csi.vsphere.vmware.com, which does the work now. A disk of
  vSphere.
AWSElasticBlockStoreVolumeSource: A disk of AWS.
AWSElasticBlockStoreVolumeSource.partition: Number of the partition; 0 or left out, the whole disk.
AWSElasticBlockStoreVolumeSource.volumeID: The disk's id at AWS.
AzureDiskVolumeSource: A disk of Azure.
AzureDiskVolumeSource.cachingMode: How the machine caches: None, ReadOnly or ReadWrite (the default).
AzureDiskVolumeSource.diskName: The disk's name at Azure.
AzureDiskVolumeSource.diskURI: The disk's address at Azure.
AzureDiskVolumeSource.kind: How Azure keeps it: Shared (the default) or Dedicated: with other disks in a storage
  account, or alone. Managed: as a managed disk.
AzureFileVolumeSource: A file share of Azure.
AzureFileVolumeSource.secretName: Name of the Secret with the storage account and its key.
AzureFileVolumeSource.shareName: Name of the share.
CephFSVolumeSource: A Ceph file system.
CephFSVolumeSource.monitors: Addresses of Ceph's monitors.
CephFSVolumeSource.path: The folder that is mounted (default /).
CephFSVolumeSource.secretFile: File with the user's key on the node (default /etc/ceph/user.secret).
CephFSVolumeSource.secretRef: The Secret with the user's key, instead of secretFile.
CephFSVolumeSource.user: Name of the user (default admin).
CinderVolumeSource: A disk of OpenStack.
CinderVolumeSource.secretRef: The Secret with what is needed to talk to OpenStack.
CinderVolumeSource.volumeID: The disk's id at OpenStack.
ConfigMapVolumeSource: The keys of a ConfigMap as files.
ConfigMapVolumeSource.items: Which keys become files, and under which names. Left out, all under their own.
ConfigMapVolumeSource.name: Name of the ConfigMap.
KeyToPath: A key that becomes a file.
KeyToPath.key: The key.
KeyToPath.mode: Permissions of the file, instead of defaultMode.
KeyToPath.path: Name of the file, below the volume's top; without "..".
CSIVolumeSource: Storage of a CSI driver that lives as long as the pod.
CSIVolumeSource.driver: Name of the driver.
CSIVolumeSource.fsType: File system of the volume, such as ext4; left out, the driver decides.
CSIVolumeSource.nodePublishSecretRef: The Secret that the driver gets when it mounts the volume.
CSIVolumeSource.volumeAttributes: Settings that the driver understands.
DownwardAPIVolumeSource: Fields of the pod itself as files.
DownwardAPIVolumeSource.items: The files.
DownwardAPIVolumeFile: A field of the pod that becomes a file.
DownwardAPIVolumeFile.fieldRef: A field: metadata.annotations, labels, name, namespace or uid.
DownwardAPIVolumeFile.mode: Permissions of the file, instead of defaultMode.
DownwardAPIVolumeFile.path: Name of the file, below the volume's top; without "..".
DownwardAPIVolumeFile.resourceFieldRef: A limit or request of a container.
ObjectFieldSelector: A field of the pod.
ObjectFieldSelector.apiVersion: API version in which the field has this name (default v1).
ObjectFieldSelector.fieldPath: The field, such as metadata.name, metadata.labels['app'] or status.podIP.
ResourceFieldSelector: A limit or request of a container.
ResourceFieldSelector.containerName: The container; needed in volumes, in variables its own by default.
ResourceFieldSelector.divisor: The unit in which it is given, such as 1Mi (default 1); rounded up.
ResourceFieldSelector.resource: What is meant, such as limits.memory or requests.cpu.
EmptyDirVolumeSource: A folder that lives as long as the pod.
EmptyDirVolumeSource.medium: Where it lies: empty (the default): on the node's disk. Memory: in memory, where it counts
  against the memory limit.
EmptyDirVolumeSource.sizeLimit: How much it may hold; a pod with more is evicted.
EphemeralVolumeSource: A claim that is made and deleted with the pod.
EphemeralVolumeSource.volumeClaimTemplate: The claim to be made. It is called POD-VOLUME.
FCVolumeSource: A disk on a Fibre Channel network: lun and targetWWNs, or wwids.
FCVolumeSource.lun: Number of the disk at its target.
FCVolumeSource.targetWWNs: World wide names of the targets.
FCVolumeSource.wwids: World wide ids of the disk, instead of lun and targetWWNs.
FlexVolumeSource: Storage of a program that is installed on the nodes.
FlexVolumeSource.driver: Name of the program.
FlexVolumeSource.options: Settings that the program understands.
FlexVolumeSource.secretRef: The Secret that the program gets.
FlockerVolumeSource: A data set of Flocker, by name or uuid.
FlockerVolumeSource.datasetName: Name of the data set. DEPRECATED even there: see datasetUUID.
FlockerVolumeSource.datasetUUID: uuid of the data set.
GCEPersistentDiskVolumeSource: A disk of Google Cloud.
GCEPersistentDiskVolumeSource.partition: Number of the partition; 0 or left out, the whole disk.
GCEPersistentDiskVolumeSource.pdName: The disk's name at Google Cloud.
GitRepoVolumeSource: Files of a Git repository.
GitRepoVolumeSource.directory: Folder of the volume into which they go; "." for the top.
GitRepoVolumeSource.repository: URL of the repository.
GitRepoVolumeSource.revision: The commit.
GlusterfsVolumeSource: A Gluster file system.
GlusterfsVolumeSource.endpoints: Name of the Endpoints object with Gluster's addresses.
GlusterfsVolumeSource.path: Name of the Gluster volume.
HostPathVolumeSource: A file or folder of the node.
HostPathVolumeSource.path: Where it lies on the node.
HostPathVolumeSource.type: What must be there before the pod starts; DirectoryOrCreate and FileOrCreate make it. Empty
  (the default): nothing is checked.
ImageVolumeSource: The files of an image.
ImageVolumeSource.pullPolicy: When it is fetched: Always, IfNotPresent or Never; default as for containers.
ImageVolumeSource.reference: The image, as in a container.
ISCSIVolumeSource: A disk behind iSCSI.
ISCSIVolumeSource.chapAuthDiscovery: Prove who asks when targets are looked for, by CHAP (default false).
ISCSIVolumeSource.chapAuthSession: Prove who asks when the disk is opened, by CHAP (default false).
ISCSIVolumeSource.initiatorName: Name by which the node calls itself; its own when left out.
ISCSIVolumeSource.iqn: Name of the target.
ISCSIVolumeSource.iscsiInterface: The interface that is used (default "default", which is TCP).
ISCSIVolumeSource.lun: Number of the disk at its target.
ISCSIVolumeSource.portals: Further addresses of the target, with the port unless it is 860 or 3260.
ISCSIVolumeSource.secretRef: The Secret for CHAP.
ISCSIVolumeSource.targetPortal: Address of the target, with the port unless it is 860 or 3260.
NFSVolumeSource: A folder of an NFS server.
NFSVolumeSource.path: The folder that the server exports.
NFSVolumeSource.server: Name or address of the server. The node looks it up: names of Services may be unknown there.
PersistentVolumeClaimVolumeSource: A claim of the same namespace.
PersistentVolumeClaimVolumeSource.claimName: Name of the PersistentVolumeClaim.
PhotonPersistentDiskVolumeSource: A disk of Photon.
PhotonPersistentDiskVolumeSource.pdID: The disk's id at Photon.
PortworxVolumeSource: A volume of Portworx.
PortworxVolumeSource.volumeID: The volume's id at Portworx.
ProjectedVolumeSource: Files from several sources in one folder.
ProjectedVolumeSource.sources: The sources.
VolumeProjection: A source of files: one of these.
VolumeProjection.clusterTrustBundle: Certificates of authorities that the cluster trusts.
VolumeProjection.configMap: Keys of a ConfigMap.
VolumeProjection.downwardAPI: Fields of the pod itself.
VolumeProjection.podCertificate: A key and certificate for the pod, renewed in time.
VolumeProjection.secret: Keys of a Secret.
VolumeProjection.serviceAccountToken: A token for the API, renewed in time.
ClusterTrustBundleProjection: Certificates of authorities in a file: by name, or by signer and labels.
ClusterTrustBundleProjection.labelSelector: The bundles of the signer that are taken, all in one file. Left out, none.
ClusterTrustBundleProjection.name: Name of one bundle.
ClusterTrustBundleProjection.path: Name of the file.
ClusterTrustBundleProjection.signerName: The signer whose bundles are meant.
ConfigMapProjection: Keys of a ConfigMap as files.
ConfigMapProjection.items: Which keys become files, and under which names. Left out, all under their own.
ConfigMapProjection.name: Name of the ConfigMap.
DownwardAPIProjection: Fields of the pod itself as files.
DownwardAPIProjection.items: The files.
PodCertificateProjection: A key and certificate for the pod, in one file or in two.
PodCertificateProjection.certificateChainPath: Name of the file with the certificates alone.
PodCertificateProjection.credentialBundlePath: Name of the file with key and certificates. Preferred, as both change
  together.
PodCertificateProjection.keyPath: Name of the file with the key alone.
PodCertificateProjection.keyType: Which key is made: ED25519, ECDSAP256, ECDSAP384, ECDSAP521,
  RSA3072 or RSA4096.
PodCertificateProjection.maxExpirationSeconds: How long the certificate may last at most: 3600-7862400 (91 days),
  default 86400.
PodCertificateProjection.signerName: Who is to sign the certificate.
PodCertificateProjection.userAnnotations: Notes for the signer.
SecretProjection: Keys of a Secret as files.
SecretProjection.items: Which keys become files, and under which names. Left out, all under their own.
SecretProjection.name: Name of the Secret.
ServiceAccountTokenProjection: A token for the API in a file.
ServiceAccountTokenProjection.audience: For whom the token is meant; by default the API server.
ServiceAccountTokenProjection.expirationSeconds: How long it lasts: at least 600, default 3600.
ServiceAccountTokenProjection.path: Name of the file.
QuobyteVolumeSource: A volume of Quobyte.
QuobyteVolumeSource.group: Group as which files are used.
QuobyteVolumeSource.registry: Where Quobyte's registries are, as host:port, with commas between several.
QuobyteVolumeSource.tenant: Owner of the volume at Quobyte.
QuobyteVolumeSource.user: User as whom files are used.
QuobyteVolumeSource.volume: Name of the volume.
RBDVolumeSource: A block device of Ceph.
RBDVolumeSource.image: Name of the device's image.
RBDVolumeSource.keyring: File with the user's key on the node (default /etc/ceph/keyring).
RBDVolumeSource.monitors: Addresses of Ceph's monitors.
RBDVolumeSource.pool: Name of the pool (default rbd).
RBDVolumeSource.secretRef: The Secret with the user's key, instead of keyring.
RBDVolumeSource.user: Name of the user (default admin).
ScaleIOVolumeSource: A volume of ScaleIO.
ScaleIOVolumeSource.fsType: File system of the volume (default xfs). The node must be able to mount it.
ScaleIOVolumeSource.gateway: Where ScaleIO's API is.
ScaleIOVolumeSource.protectionDomain: Name of the protection domain.
ScaleIOVolumeSource.secretRef: The Secret with user and password.
ScaleIOVolumeSource.sslEnabled: Talk to the gateway by TLS (default false).
ScaleIOVolumeSource.storageMode: ThinProvisioned (the default) or ThickProvisioned.
ScaleIOVolumeSource.storagePool: Name of the storage pool.
ScaleIOVolumeSource.system: Name of the storage system.
ScaleIOVolumeSource.volumeName: Name of the volume.
SecretVolumeSource: The values of a Secret as files.
SecretVolumeSource.items: Which keys become files, and under which names. Left out, all under their own.
SecretVolumeSource.secretName: Name of the Secret. Elsewhere this field is called name.
StorageOSVolumeSource: A volume of StorageOS.
StorageOSVolumeSource.secretRef: The Secret with what is needed to talk to StorageOS.
StorageOSVolumeSource.volumeName: Name of the volume.
StorageOSVolumeSource.volumeNamespace: Its namespace at StorageOS; by default the pod's.
VsphereVirtualDiskVolumeSource: A disk of vSphere.
VsphereVirtualDiskVolumeSource.storagePolicyID: Id of the storage policy.
VsphereVirtualDiskVolumeSource.storagePolicyName: Name of the storage policy.
VsphereVirtualDiskVolumeSource.volumePath: Path of the disk at vSphere.
"""
