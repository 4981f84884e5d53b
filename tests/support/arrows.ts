import type { SourceFile } from './source-tree.ts'

/** What a file does that the house does not allow. */
export interface Violation {
  readonly file: string
  readonly what: string
  readonly rule: string
}

/** The pages that run in a browser: projects of their own inside a program's folder. */
const webPages = ['server/consoles', 'server/portal-web', 'enrollment-kiosk/desk']

/** Which rooms a room may look into; everyone may look into their own. docs/architecture.md, "Rooms and arrows". */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  prisma: [],
  ui: ['core'],
  server: ['core', 'prisma'],
  'enrollment-kiosk': ['core'],
  'card-printer-driver': ['core'],
  tests: ['core', 'prisma', 'ui', 'server', 'enrollment-kiosk', 'card-printer-driver', 'root', ...webPages],
  root: [],
  ...Object.fromEntries(webPages.map((page) => [page, ['core', 'ui']])),
}

/** Single files that see more than their room: seeds invent people (decision 002), `npm run emulate` starts emulators. */
const widerFiles: readonly { readonly files: RegExp; readonly may: RegExp }[] = [
  { files: /^prisma\/seed[\w-]*\.ts$/, may: /^core\/(?:synthetic|citizen|dates|text)\// },
  { files: /^emulate\.ts$/, may: /^(?:core|(?:enrollment-kiosk|card-printer-driver)\/emulators)\// },
]

/** Invented people may be met only where nothing real happens. */
const mayInvent =
  /^(?:core\/synthetic\/|prisma\/seed|server\/demo-[\w-]+\.ts|[\w-]+\/emulators\/|tests\/|emulate\.ts)/

/** Packages that core may use, by folder: they compute, and do nothing else. */
const corePackages: readonly { readonly under: RegExp; readonly packages: readonly string[] }[] = [
  { under: /^core\//, packages: ['zod', 'fflate'] },
  { under: /^core\/documents\//, packages: ['bwip-js/generic', 'fontkit', 'pdfkit', 'node:zlib'] },
  { under: /^core\/qr\//, packages: ['cbor2'] },
  { under: /^core\/cms\//, packages: ['jose', 'node:crypto'] },
]

/** Which domains a domain may look into; everyone may look into kernel. docs/architecture.md, "Inside the server". */
const domains: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  access: [],
  audit: [],
  biometrics: [],
  pki: [],
  registry: ['pki'], // decision 008
  documents: ['pki'],
  enrollment: ['registry', 'documents'],
  adjudication: ['enrollment', 'registry', 'biometrics'],
  production: ['enrollment', 'pki', 'registry', 'documents'],
  issuance: ['enrollment', 'production', 'registry', 'pki', 'documents', 'biometrics'],
  verification: ['issuance', 'production', 'registry', 'pki', 'access'],
  portal: ['enrollment', 'issuance', 'registry', 'verification', 'audit', 'access'],
}
/** Reads from every domain and changes nothing. */
const reporting = 'reporting'
/** Puts domains together: `server/*.ts` and these folders. */
const compositionFolders = new Set(['graphql', 'jobs', 'commands'])

/** Tests, and what only tests use beside the code. */
export const isTestCode = (path: string) =>
  path.startsWith('tests/') || /(?:\.test\.tsx?|(?:^|\/)test-[\w-]+\.tsx?)$/.test(path)

export function roomOf(path: string): string {
  const page = webPages.find((folder) => path.startsWith(`${folder}/`))
  if (page) return page
  const slash = path.indexOf('/')
  return slash === -1 ? 'root' : path.slice(0, slash)
}

const innerImports = (file: SourceFile) =>
  file.imports.filter((one) => one.relative).map(({ to }) => ({ file: file.path, to }))

/** The rules that an import breaks by the rooms of its two ends. */
function roomRules(file: string, to: string): string[] {
  const from = roomOf(file)
  const into = roomOf(to)
  const wider = widerFiles.some(({ files, may }) => files.test(file) && may.test(to))
  const allowed = from === into || wider || (arrows[from] ?? []).includes(into)
  const invents = to.startsWith('core/synthetic/') && !mayInvent.test(file) && !isTestCode(file)
  const broken: string[] = []
  if (!allowed) broken.push(`${from} may not import ${into}`)
  if (invents) broken.push('invented people stay out of the product')
  if (isTestCode(to) && !isTestCode(file)) broken.push('nothing imports tests')
  return broken
}

/** The arrows between rooms; invented people and test code stay where they belong. */
export function roomViolations(files: readonly SourceFile[]): Violation[] {
  return files
    .flatMap(innerImports)
    .flatMap(({ file, to }) => roomRules(file, to).map((rule) => ({ file, what: `imports ${to}`, rule })))
}

/** Core, and what it may import from outside. */
export function corePackageViolations(files: readonly SourceFile[]): Violation[] {
  const product = files.filter(({ path }) => path.startsWith('core/') && !isTestCode(path))
  return product.flatMap(({ path, imports }) => {
    const allowed = new Set(corePackages.flatMap(({ under, packages }) => (under.test(path) ? packages : [])))
    return imports
      .filter((one) => !one.relative && !allowed.has(one.specifier))
      .map(({ specifier }) => ({ file: path, what: `imports ${specifier}`, rule: 'not a package of core' }))
  })
}

/** `domain` is null for composition. */
function placeInServer(path: string): { readonly folder: string; readonly domain: string | null } | null {
  if (roomOf(path) !== 'server') return null
  const [, folder = '', file] = path.split('/')
  const composition = file === undefined || compositionFolders.has(folder)
  return { folder: file === undefined ? '' : folder, domain: composition ? null : folder }
}

function domainRule(file: string, to: string): string | null {
  const from = placeInServer(file)
  if (!from?.domain) return null
  const { domain } = from
  if (to.startsWith('prisma/')) {
    return to.startsWith('prisma/client/') ? null : 'a domain sees the generated client and no more of prisma'
  }
  const into = placeInServer(to)
  if (!into || into.domain === domain) return null
  if (into.folder === 'graphql') {
    return file.endsWith('/graphql.ts') ? null : 'only graphql.ts of a domain imports server/graphql'
  }
  if (into.domain === null) return 'a domain does not import what puts domains together'
  if (into.domain === 'kernel') return null
  if (domain === reporting || domains[domain]?.includes(into.domain)) return null
  return `${domain} may not import ${into.domain}`
}

/** The table of domains; a folder that is not in it is a violation itself. */
export function domainViolations(files: readonly SourceFile[]): Violation[] {
  const unknown = files.flatMap(({ path }) => {
    const domain = placeInServer(path)?.domain
    const known = !domain || domain === reporting || Object.hasOwn(domains, domain)
    return known ? [] : [{ file: path, what: `is in ${domain}`, rule: 'a domain is in the table of arrows' }]
  })
  const arrowsAgainst = files.flatMap(innerImports).flatMap(({ file, to }) => {
    const rule = domainRule(file, to)
    return rule === null ? [] : [{ file, what: `imports ${to}`, rule }]
  })
  return [...unknown, ...arrowsAgainst]
}

/** Every cycle of imports, each told once, by its first file in the order of names. */
export function cycleViolations(files: readonly SourceFile[]): Violation[] {
  const next = new Map(files.map((file) => [file.path, innerImports(file).map(({ to }) => to)]))
  const cycles = new Map<string, readonly string[]>()
  const finished = new Set<string>()
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path)
    if (start !== -1) {
      const ring = trail.slice(start)
      cycles.set(ring.toSorted().join(' '), ring)
      return
    }
    if (finished.has(path)) return
    for (const to of next.get(path) ?? []) visit(to, [...trail, path])
    finished.add(path)
  }
  for (const { path } of files) visit(path, [])
  return [...cycles.values()].map((ring) => {
    const [file = '', ...rest] = ring
    return { file, what: `imports itself through ${rest.join(', ')}`, rule: 'no cycles' }
  })
}
