import { isTestCode, roomOf, type Violation } from './arrows.ts'
import type { SourceFile } from './source-tree.ts'

const longestFile = 400

/** One file in each program reads the clock; the others are given the time. */
const clockFiles =
  /^(?:server\/kernel|enrollment-kiosk|card-printer-driver|server\/consoles|server\/portal-web|enrollment-kiosk\/desk)\/clock\.ts$/

/** Each program reads its configuration in one file; what is started from a shell may hand it the environment. */
const environmentFiles =
  /^(?:(?:server\/kernel|enrollment-kiosk|card-printer-driver)\/env\.ts|server\/(?:main|worker|commands\/with-app)\.ts|server\/pki\/pkcs11\/throw-away-token\.ts|prisma\/(?:seed|generate)\.ts|emulate\.ts)$/

interface CodeRule {
  readonly rule: string
  /** What must not be found in the code outside quotes. */
  readonly never: RegExp
  readonly exempt: (path: string) => boolean
}

const outsideCore = (path: string) => !path.startsWith('core/') || isTestCode(path)

const codeRules: readonly CodeRule[] = [
  {
    rule: 'the clock is read in clock.ts',
    never: /\bnew Date\(\s*\)|\bDate\.now\b|\bperformance\.now\b|\bprocess\.hrtime\b|\bTemporal\.Now\b/g,
    exempt: (path) => clockFiles.test(path) || isTestCode(path),
  },
  {
    rule: 'the environment is read in env.ts',
    never: /\bprocess\.env\b/g,
    exempt: (path) => environmentFiles.test(path) || isTestCode(path),
  },
  {
    rule: 'core draws no random numbers',
    never: /\bMath\.random\b|\b(?:getRandomValues|randomUUID|randomBytes|randomInt|generateKey)\b/g,
    exempt: outsideCore,
  },
  {
    rule: 'core computes: no files, sockets, timers, processes or consoles',
    never:
      /\b(?:fetch|setTimeout|setInterval|setImmediate|queueMicrotask)\(|\b(?:console|process|globalThis|navigator)\./g,
    exempt: outsideCore,
  },
  {
    rule: 'no default exports',
    never: /^export default\b|\bas default\b/gm,
    exempt: (path) => path.endsWith('.config.ts'),
  },
]

/** Clock, environment, chance and default exports. */
export function codeViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, bare }) =>
    codeRules
      .filter(({ exempt }) => !exempt(path))
      .flatMap(({ rule, never }) =>
        [...bare.matchAll(never)].map(([found]) => ({ file: path, what: `has ${found}`, rule })),
      ),
  )
}

/** Each import names the file that defines the thing. `exists` answers for a path from the repository's root. */
export function importViolations(
  files: readonly SourceFile[],
  exists: (path: string) => boolean,
): Violation[] {
  return files.flatMap(({ path, imports }) =>
    imports.flatMap((one) => {
      const found = (rule: string) => ({ file: path, what: `imports ${one.specifier}`, rule })
      const named = /\.(?:tsx?|css|svg|json|mjs)$/.test(one.to)
      return [
        ...(one.reExport ? [found('no barrels: import from the file that defines it')] : []),
        ...(one.relative && !named ? [found('a relative import ends in .ts')] : []),
        ...(one.relative && named && !exists(one.to) ? [found('the file is not there')] : []),
        ...(/^(?:\/|~|#|@\/)/.test(one.specifier) ? [found('no aliases and no absolute paths')] : []),
      ]
    }),
  )
}

export function lengthViolations(files: readonly SourceFile[]): Violation[] {
  return files
    .filter(({ lines }) => lines > longestFile)
    .map(({ path, lines }) => ({ file: path, what: `has ${lines} lines`, rule: `at most ${longestFile}` }))
}

/** Assign states by other means than `move()`: the mover itself, the stages' runner and their administrator, and thousands of records at once. */
const stateWriters = new Set([
  'server/kernel/transition.ts',
  'server/kernel/stages.ts',
  'server/kernel/command-stage.ts',
  'server/kernel/move-many.ts',
  'server/production/stock/move-blanks.ts',
])
/** Records whose `status` is no lifecycle of core. */
const withoutLifecycle = new Set(['identitynumber', 'residencestatus'])

const writeCall =
  /\.(\w+)\s*\.(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert)\(/g
const stateInSql =
  /\bUPDATE\s+"(\w+)"[^`]*?\bSET\b(?:(?!\b(?:WHERE|FROM|RETURNING)\b)[^`])*?"status"\s*=|\bINSERT\s+INTO\s+"(\w+)"\s*\([^)]*"status"/gi

/** The text from an opening bracket to the one that closes it. */
function bracketed(text: string, open: number): string {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if ('([{'.includes(text.charAt(at))) depth++
    else if (')]}'.includes(text.charAt(at)) && --depth === 0) return text.slice(open, at + 1)
  }
  return text.slice(open)
}

/** What a write of Prisma stores: its argument without the parts that only choose. */
function stored(argument: string): string {
  let rest = argument
  for (let part = /\b(?:where|select|include)\s*:\s*\{/.exec(rest); part;) {
    const end = part.index + part[0].length - 1
    rest = rest.slice(0, part.index) + rest.slice(end + bracketed(rest, end).length)
    part = /\b(?:where|select|include)\s*:\s*\{/.exec(rest)
  }
  return rest
}

/** A state is assigned where the lifecycle is asked and the history written: in `move()`. */
export function stateViolations(files: readonly SourceFile[]): Violation[] {
  const rule = 'a state is assigned by move() in kernel/transition.ts'
  const product = files.filter(({ path }) => roomOf(path) === 'server' && !isTestCode(path))
  return product
    .filter(({ path }) => !stateWriters.has(path))
    .flatMap(({ path, code, bare }) => {
      const calls = [...bare.matchAll(writeCall)].filter(({ 0: call, index }) =>
        /\bstatus\s*[:,}]/.test(stored(bracketed(bare, index + call.length - 1))),
      )
      const writes = [...calls, ...code.matchAll(stateInSql)].flatMap(([, ...records]) => records)
      return writes
        .filter((record) => record !== undefined && !withoutLifecycle.has(record.toLowerCase()))
        .map((record) => ({ file: path, what: `writes the status of ${record}`, rule }))
    })
}
