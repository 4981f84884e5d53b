import { parseArgs, type ParseArgsConfig } from 'node:util'
import { DomainError } from '../../core/errors.ts'

export class EmulatorMisused extends DomainError<'EMULATOR_MISUSED'> {
  constructor(detail: string, usage: string) {
    super('EMULATOR_MISUSED', {
      vi: `Sai tham số: ${detail}\n${usage}`,
      en: `Wrong arguments: ${detail}\n${usage}`,
    })
  }
}

/** A file that was named on the command line cannot be read, or a link cannot be made. */
export class PathUnusable extends DomainError<'PATH_UNUSABLE'> {
  constructor(path: string) {
    super('PATH_UNUSABLE', { vi: `Không dùng được đường dẫn ${path}`, en: `Cannot use the path ${path}` })
  }
}

/** Throws {@link PathUnusable} where the system refuses what is done with this path. */
export async function withPath<Result>(path: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (reason) {
    if (reason instanceof Error && 'syscall' in reason) throw new PathUnusable(path)
    throw reason
  }
}

/** What every serial emulator is started with. */
export interface EmulatorOptions {
  readonly link: string
  readonly control: string | null
  readonly image: string | null
  readonly pace: boolean
  readonly profile: string | null
}

const known = {
  link: { type: 'string' },
  control: { type: 'string' },
  image: { type: 'string' },
  profile: { type: 'string' },
  'no-pace': { type: 'boolean' },
} as const satisfies ParseArgsConfig['options']

/** Throws {@link EmulatorMisused}. */
export function emulatorOptions(args: readonly string[], usage: string): EmulatorOptions {
  const values = parse(args, usage)
  if (!values.link) throw new EmulatorMisused('--link PATH', usage)
  return {
    link: values.link,
    control: values.control ?? null,
    image: values.image ?? null,
    profile: values.profile ?? null,
    pace: !values['no-pace'],
  }
}

function parse(args: readonly string[], usage: string) {
  try {
    return parseArgs({ args: [...args], options: known }).values
  } catch (reason) {
    throw new EmulatorMisused((reason as Error).message, usage)
  }
}
