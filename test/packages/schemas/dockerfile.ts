import {
  type Copy,
  DockerfileParser,
  type Env,
  type From,
  type Instruction,
  type JSONInstruction,
} from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';

/** One step of a stage. */
export interface Step {
  readonly keyword: string;
  /** What follows the keyword and its flags, on one line. */
  readonly text: string;
  /** The values of flags such as --from. */
  readonly flags: Readonly<Record<string, string | null>>;
  /** The words of the exec form; empty in the shell form. */
  readonly words: readonly string[];
  /** What ENV sets. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A stage of a Dockerfile. */
export interface Stage {
  readonly name: string | null;
  readonly base: string;
  readonly steps: readonly Step[];
}

function stepOf(instruction: Instruction): Step {
  const { getFlags }: Partial<Copy> = instruction as unknown as Partial<Copy>;
  const flags = getFlags?.call(instruction) ?? [];
  const words = (instruction as Partial<JSONInstruction>).getJSONStrings?.call(instruction) ?? [];
  const properties = (instruction as Partial<Env>).getProperties?.call(instruction) ?? [];
  const text = (instruction.getArgumentsContent() ?? '').replaceAll(/\\\n\s*/g, ' ');
  return {
    keyword: instruction.getKeyword(),
    text: text.replaceAll(/^(--[\w-]+(=\S+)?\s+)+/g, ''),
    flags: Object.fromEntries(flags.map((flag) => [flag.getName(), flag.getValue()])),
    words: words.map((word) => word.getJSONValue()),
    variables: Object.fromEntries(properties.map((property) => [property.getName(), property.getValue() ?? ''])),
  };
}

/** The arguments before the first stage, and the stages. */
export function readDockerfile(text: string): {
  readonly settings: Readonly<Record<string, string>>;
  readonly stages: readonly Stage[];
} {
  const settings: Record<string, string> = {};
  const stages: (Stage & { readonly steps: Step[] })[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const step = stepOf(instruction);
    const stage = stages.at(-1);
    if (step.keyword === 'FROM') {
      const from = instruction as From;
      stages.push({ name: from.getBuildStage(), base: from.getImage() ?? '', steps: [] });
    } else if (stage) stage.steps.push(step);
    else {
      const [name = '', value = ''] = step.text.split('=');
      settings[name] = value;
    }
  }
  return { settings, stages };
}

/** What a linter says against a Dockerfile. */
export const faultsOfDockerfile = (text: string): readonly string[] =>
  validate(text).map(({ message, range }) => `${range.start.line + 1}: ${JSON.stringify(message)}`);
