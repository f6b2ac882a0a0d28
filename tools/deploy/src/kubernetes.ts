import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '@watertight/lint-rules';
import type { Manifest } from './helm.ts';

/** Where the model of each kind is; one that is not here is not known to these tests, and so a fault. */
const MODELS: Record<string, string> = {
  'v1/Service': 'kubernetes-models/v1/Service',
  'v1/ServiceAccount': 'kubernetes-models/v1/ServiceAccount',
  'v1/ConfigMap': 'kubernetes-models/v1/ConfigMap',
  'v1/PersistentVolumeClaim': 'kubernetes-models/v1/PersistentVolumeClaim',
  'apps/v1/Deployment': 'kubernetes-models/apps/v1/Deployment',
  'apps/v1/StatefulSet': 'kubernetes-models/apps/v1/StatefulSet',
  'apps/v1/DaemonSet': 'kubernetes-models/apps/v1/DaemonSet',
  'batch/v1/Job': 'kubernetes-models/batch/v1/Job',
  'policy/v1/PodDisruptionBudget': 'kubernetes-models/policy/v1/PodDisruptionBudget',
  'networking.k8s.io/v1/NetworkPolicy': 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy',
  'networking.k8s.io/v1/Ingress': 'kubernetes-models/networking.k8s.io/v1/Ingress',
  'autoscaling/v2/HorizontalPodAutoscaler': 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler',
  'keda.sh/v1alpha1/ScaledObject': '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject',
  'monitoring.coreos.com/v1/PodMonitor':
    '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor',
};

const keyOf = ({ apiVersion, kind }: Manifest): string => `${apiVersion}/${kind}`;
const require = createRequire(import.meta.url);

interface Model {
  validate(): void;
}

/**
 * What is wrong with manifests by the schemas of Kubernetes, KEDA and Prometheus' operator, a sentence each: values that a schema does not
 * allow, by its validator; and fields that it does not know, by its types, since the API server drops those silently.
 */
export function kubernetesFaults(manifests: readonly Manifest[]): string[] {
  const known = manifests.filter((manifest) => MODELS[keyOf(manifest)]);
  const unknown = manifests.filter((manifest) => !MODELS[keyOf(manifest)]);
  return [
    ...unknown.map((manifest) => `${keyOf(manifest)} is not known`),
    ...known.flatMap(valueFaults),
    ...fieldFaults(known),
  ];
}

function valueFaults(manifest: Manifest): string[] {
  const models = require(MODELS[keyOf(manifest)] ?? '') as Record<string, new (data: object) => Model>;
  const Kind = models[manifest.kind];
  if (!Kind) return [`${keyOf(manifest)} has no model`];
  try {
    new Kind(manifest).validate();
    return [];
  } catch (error) {
    return [
      `${manifest.kind} ${manifest.metadata.name}: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
}

/** Lets TypeScript compare each manifest, as a literal, with the interface of its kind. */
function fieldFaults(manifests: readonly Manifest[]): string[] {
  const file = join(import.meta.dirname, 'manifests.virtual.ts');
  const lines = manifests.flatMap((manifest, index) => [
    `import type { I${manifest.kind} as K${index} } from '${MODELS[keyOf(manifest)] ?? ''}';`,
    `export const m${index}: K${index} = ${JSON.stringify(manifest)};`,
  ]);
  const source = lines.join('\n');
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getCurrentDirectory = () => ROOT;
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.getSourceFile = (name, language, ...rest) =>
    name === file
      ? ts.createSourceFile(name, source, language)
      : getSourceFile.call(host, name, language, ...rest);
  const program = ts.createProgram([file], options, host);
  const checked = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(checked), ...program.getSemanticDiagnostics(checked)].map(
    ({ messageText, start = 0 }) => {
      const index = Math.floor((source.slice(0, start).split('\n').length - 1) / 2);
      const manifest = manifests[index];
      const text = ts.flattenDiagnosticMessageText(messageText, ' ');
      return `${manifest?.kind ?? ''} ${manifest?.metadata.name ?? ''}: ${text}`;
    },
  );
}
