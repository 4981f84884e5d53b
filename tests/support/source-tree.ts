import { readdir, readFile } from 'node:fs/promises'
import { join, posix, relative, sep } from 'node:path'

/** One import or re-export of a file; `to` is the file it names, from the repository's root, or the package as written. */
export interface Import {
  readonly specifier: string
  readonly to: string
  readonly relative: boolean
  readonly reExport: boolean
}

export interface SourceFile {
  /** From the repository's root, with slashes. */
  readonly path: string
  /** The text with comments blanked; every character stands where it stood. */
  readonly code: string
  /** The code with the words inside quotes, templates and regular expressions blanked too. */
  readonly bare: string
  readonly lines: number
  readonly imports: readonly Import[]
}

type Span = { readonly kind: 'comment' | 'quoted'; readonly start: number; readonly end: number }

const comment = /\/\/[^\n]*|\/\*[^]*?\*\//y
const quotes = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y
const templatePart = /[`}](?:\\[^]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y
const regularExpression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y
/** A slash after one of these begins a regular expression; after anything else it divides, or closes an element. */
const beforeExpression = /(?:[(,=:[!&|?;+>]|\breturn|^)\s*$/

function matchAt(pattern: RegExp, text: string, index: number): string | null {
  pattern.lastIndex = index
  return pattern.exec(text)?.[0] ?? null
}

/** Where comments and quoted words stand. An apostrophe in the text of an element ends with its line at the latest. */
function spansOf(text: string): Span[] {
  const spans: Span[] = []
  const braces: ('block' | 'template')[] = []
  let at = 0
  const take = (kind: Span['kind'], found: string) => {
    spans.push({ kind, start: at, end: at + found.length })
    at += found.length
    if (kind === 'quoted' && found.endsWith('${')) braces.push('template')
  }
  while (at < text.length) {
    const char = text.charAt(at)
    const remark = char === '/' ? matchAt(comment, text, at) : null
    const closesHole = char === '}' && braces.pop() === 'template'
    if (remark !== null) take('comment', remark)
    else {
      const quoted =
        char === '`' || closesHole
          ? matchAt(templatePart, text, at)
          : char === '/' && beforeExpression.test(text.slice(Math.max(0, at - 40), at))
            ? matchAt(regularExpression, text, at)
            : matchAt(quotes, text, at)
      if (char === '{') braces.push('block')
      if (quoted === null) at++
      else take('quoted', quoted)
    }
  }
  return spans
}

/** Blanks the spans, but neither line ends nor, of quoted ones, the marks at both ends. */
function blank(text: string, spans: readonly Span[]): string {
  let result = ''
  let from = 0
  for (const { kind, start, end } of spans) {
    const margin = kind === 'quoted' ? 1 : 0
    result += text.slice(from, start + margin)
    result += text.slice(start + margin, end - margin).replaceAll(/[^\n]/g, ' ')
    from = end - margin
  }
  return result + text.slice(from)
}

const statement = /^(import|export)\b(?:[\w\s*{},$]*?\bfrom)?\s*(?:'( *)'|"( *)")/dgm
const call = /\bimport\(\s*(?:'( *)'|"( *)")|\bnew URL\(\s*(?:'( *)'|"( *)"),\s*import\.meta\.url/dg

function importsOf(path: string, text: string, bare: string): Import[] {
  return [...bare.matchAll(statement), ...bare.matchAll(call)].flatMap((match) => {
    const place = match.indices?.slice(1).findLast((index) => index !== undefined)
    if (!place) return []
    const specifier = text.slice(...place)
    const isRelative = specifier.startsWith('.')
    // A worker or a data file beside the code; a folder is nobody's import.
    if (match[0].startsWith('new URL') && !/^\.{1,2}\/.*\.tsx?$/.test(specifier)) return []
    const file = specifier.replace(/\?.*$/, '')
    const to = isRelative ? posix.join(posix.dirname(path), file) : specifier
    return [{ specifier, to, relative: isRelative, reExport: match[1] === 'export' }]
  })
}

/** Reads one file's text as far as the rules of the house need it. */
export function parseSource(path: string, text: string): SourceFile {
  const spans = spansOf(text)
  const comments = spans.filter(({ kind }) => kind === 'comment')
  const bare = blank(text, spans)
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return { path, code: blank(text, comments), bare, lines, imports: importsOf(path, text, bare) }
}

const notOurs = /^(?:node_modules|\.|prisma\/client\/)|(?:^|\/)(?:dist|generated|node_modules)\//

/** Every TypeScript file of the repository but generated ones. */
export async function readSourceTree(root: string): Promise<readonly SourceFile[]> {
  const top = await readdir(root, { withFileTypes: true })
  const lists = await Promise.all(
    top.map(async (entry) => {
      if (notOurs.test(entry.name)) return []
      if (!entry.isDirectory()) return [entry.name]
      const below = await readdir(join(root, entry.name), { recursive: true, withFileTypes: true })
      return below
        .filter((file) => file.isFile())
        .map((file) => relative(root, join(file.parentPath, file.name)).split(sep).join('/'))
    }),
  )
  const paths = lists.flat().filter((path) => /\.[cm]?tsx?$/.test(path) && !notOurs.test(path))
  return Promise.all(
    paths.toSorted().map(async (path) => parseSource(path, await readFile(join(root, path), 'utf8'))),
  )
}
