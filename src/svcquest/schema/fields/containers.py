"""Containers: image, environment, probes, resources, security."""

from __future__ import annotations

STRUCTS = """\
Container
  args []string
  command []string
  env []EnvVar
  envFrom []EnvFromSource
  image string
  imagePullPolicy string Always|IfNotPresent|Never
  lifecycle Lifecycle
  livenessProbe Probe
  name! string
  ports []ContainerPort
  readinessProbe Probe
  resizePolicy []ContainerResizePolicy
  resources ResourceRequirements
  restartPolicy? string
  restartPolicyRules []ContainerRestartRule
  securityContext SecurityContext
  startupProbe Probe
  stdin bool
  stdinOnce bool
  terminationMessagePath string
  terminationMessagePolicy string FallbackToLogsOnError|File
  tty bool
  volumeDevices []VolumeDevice
  volumeMounts []VolumeMount
  workingDir string
EnvVar
  name! string
  value string
  valueFrom EnvVarSource
EnvVarSource
  configMapKeyRef ConfigMapKeySelector
  fieldRef ObjectFieldSelector
  fileKeyRef FileKeySelector
  resourceFieldRef ResourceFieldSelector
  secretKeyRef SecretKeySelector
ConfigMapKeySelector
  key! string
  name string
  optional? bool
FileKeySelector
  key! string
  optional? bool
  path! string
  volumeName! string
SecretKeySelector
  key! string
  name string
  optional? bool
EnvFromSource
  configMapRef ConfigMapEnvSource
  prefix string
  secretRef SecretEnvSource
ConfigMapEnvSource
  name string
  optional? bool
SecretEnvSource
  name string
  optional? bool
Lifecycle
  postStart LifecycleHandler
  preStop LifecycleHandler
  stopSignal? string SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGHUP|SIGINT|SIGKILL|SIGQUIT|SIGTERM|SIGUSR1|SIGUSR2
LifecycleHandler
  exec ExecAction
  httpGet HTTPGetAction
  sleep SleepAction
  tcpSocket TCPSocketAction
ExecAction
  command []string
HTTPGetAction
  host string
  httpHeaders []HTTPHeader
  path string
  port! IntOrString
  scheme string HTTP|HTTPS
HTTPHeader
  name! string
  value! string
SleepAction
  seconds! int64
TCPSocketAction
  host string
  port! IntOrString
Probe
  exec ExecAction
  failureThreshold int32
  grpc GRPCAction
  httpGet HTTPGetAction
  initialDelaySeconds int32
  periodSeconds int32
  successThreshold int32
  tcpSocket TCPSocketAction
  terminationGracePeriodSeconds? int64
  timeoutSeconds int32
GRPCAction
  port! int32
  service? string
ContainerPort
  containerPort! int32
  hostIP string
  hostPort int32
  name string
  protocol string SCTP|TCP|UDP
ContainerResizePolicy
  resourceName! string
  restartPolicy! string
ResourceRequirements
  claims []ResourceClaim
  limits map[string]Quantity
  requests map[string]Quantity
ResourceClaim
  name! string
  request string
ContainerRestartRule
  action! string
  exitCodes ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes
  operator! string
  values []int32
SecurityContext
  allowPrivilegeEscalation? bool
  appArmorProfile AppArmorProfile
  capabilities Capabilities
  privileged? bool
  procMount? string Default|Unmasked
  readOnlyRootFilesystem? bool
  runAsGroup? int64
  runAsNonRoot? bool
  runAsUser? int64
  seLinuxOptions SELinuxOptions
  seccompProfile SeccompProfile
  windowsOptions WindowsSecurityContextOptions
AppArmorProfile
  localhostProfile? string
  type! string Localhost|RuntimeDefault|Unconfined
Capabilities
  add []string
  drop []string
SELinuxOptions
  level string
  role string
  type string
  user string
SeccompProfile
  localhostProfile? string
  type! string Localhost|RuntimeDefault|Unconfined
WindowsSecurityContextOptions
  gmsaCredentialSpec? string
  gmsaCredentialSpecName? string
  hostProcess? bool
  runAsUserName? string
VolumeDevice
  devicePath! string
  name! string
VolumeMount
  mountPath! string
  mountPropagation? string Bidirectional|HostToContainer|None
  name! string
  readOnly bool
  recursiveReadOnly? string
  subPath string
  subPathExpr string
EphemeralContainer
  args []string
  command []string
  env []EnvVar
  envFrom []EnvFromSource
  image string
  imagePullPolicy string Always|IfNotPresent|Never
  lifecycle Lifecycle
  livenessProbe Probe
  name! string
  ports []ContainerPort
  readinessProbe Probe
  resizePolicy []ContainerResizePolicy
  resources ResourceRequirements
  restartPolicy? string
  restartPolicyRules []ContainerRestartRule
  securityContext SecurityContext
  startupProbe Probe
  stdin bool
  stdinOnce bool
  targetContainerName string
  terminationMessagePath string
  terminationMessagePolicy string FallbackToLogsOnError|File
  tty bool
  volumeDevices []VolumeDevice
  volumeMounts []VolumeMount
  workingDir string
"""
