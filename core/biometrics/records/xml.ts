import { CbeffRefused, type RecordFault } from './refusals.ts'

/** An element: its local name, namespace ('' where none), attributes by written name, and either children or text. */
export interface XmlElement {
  readonly name: string
  readonly namespace: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The character data, without that of children. */
  readonly text: string
}

const deepest = 16
const mostElements = 100_000
const mostAttributes = 16

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const token = {
  declaration: /^\uFEFF?<\?xml\s[^<>?]*\?>/,
  space: /[ \t\r\n]*/y,
  open: /<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)/y,
  attribute:
    /[ \t\r\n]+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/y,
  openEnd: /[ \t\r\n]*(\/?)>/y,
  close: /<\/([A-Za-z_][\w.:-]*)[ \t\r\n]*>/y,
}

/**
 * Reads the XML that records are exchanged in: elements, attributes, text, comments, namespaces and the five named
 * entities. No document type, processing instruction or CDATA is read; depth and size are bounded. Throws CbeffRefused.
 */
export function readXml(text: string): XmlElement {
  return new XmlReader(text).document()
}

type Scope = ReadonlyMap<string, string>

class XmlReader {
  readonly #text: string
  #at = 0
  #elements = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): XmlElement {
    this.#at = token.declaration.exec(this.#text)?.[0].length ?? 0
    this.#skipBetween()
    const root = this.#element(new Map([['', '']]), 1)
    this.#skipBetween()
    if (this.#at < this.#text.length) throw this.#refusal('format', 'document')
    return root
  }

  #element(outer: Scope, depth: number): XmlElement {
    const written = this.#take(token.open)?.[1]
    if (written === undefined) throw this.#refusal('format', 'element')
    if (depth > deepest || ++this.#elements > mostElements) throw this.#refusal('limit', 'element')
    const attributes = this.#attributes()
    const scope = scopeWith(outer, attributes)
    const colon = written.indexOf(':')
    const namespace = scope.get(colon === -1 ? '' : written.slice(0, colon))
    if (namespace === undefined) throw this.#refusal('value', 'namespace')
    const end = this.#take(token.openEnd)
    if (!end) throw this.#refusal('format', 'attribute')
    const content = end[1] === '/' ? { children: [], text: '' } : this.#content(written, scope, depth)
    return { name: written.slice(colon + 1), namespace, attributes, ...content }
  }

  #attributes(): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>()
    for (let found = this.#take(token.attribute); found; found = this.#take(token.attribute)) {
      const [, name = '', quoted, single] = found
      if (attributes.has(name)) throw this.#refusal('value', 'attribute')
      if (attributes.size === mostAttributes) throw this.#refusal('limit', 'attribute')
      attributes.set(name, this.#unescaped(quoted ?? single ?? ''))
    }
    return attributes
  }

  #content(written: string, scope: Scope, depth: number): Pick<XmlElement, 'children' | 'text'> {
    const children: XmlElement[] = []
    let text = ''
    for (;;) {
      const next = this.#text.indexOf('<', this.#at)
      text += this.#unescaped(this.#text.slice(this.#at, next === -1 ? undefined : next))
      this.#at = next === -1 ? this.#text.length : next
      const close = this.#take(token.close)
      if (close?.[1] === written) return { children, text }
      if (close) throw this.#refusal('format', 'element')
      if (this.#at >= this.#text.length) throw this.#refusal('truncated', 'element')
      if (!this.#skipComment()) children.push(this.#element(scope, depth + 1))
    }
  }

  #skipBetween(): void {
    do this.#take(token.space)
    while (this.#skipComment())
  }

  #skipComment(): boolean {
    if (!this.#text.startsWith('<!--', this.#at)) return false
    const dashes = this.#text.indexOf('--', this.#at + 4)
    if (dashes === -1) throw this.#refusal('truncated', 'comment')
    if (this.#text[dashes + 2] !== '>') throw this.#refusal('format', 'comment')
    this.#at = dashes + 3
    return true
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found) this.#at += found[0].length
    return found
  }

  #unescaped(text: string): string {
    return text.replaceAll(/&([#\w]{0,10};?)/g, (_, reference: string) => {
      const character = referenced(reference)
      if (character === null) throw this.#refusal('format', 'entity')
      return character
    })
  }

  #refusal(fault: RecordFault, field: string): CbeffRefused {
    return new CbeffRefused({ fault, field, offset: this.#at })
  }
}

/** The character of `lt;`, `#65;` or `#x41;`; null for any other. */
function referenced(reference: string): string | null {
  const name = /^([a-z]+);$/.exec(reference)?.[1]
  if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? null) : null
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));$/.exec(reference) ?? []
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
  const isCharacter =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 32 && code <= 0xd7ff) ||
    (code > 0xdfff && code <= 0x10ffff)
  return isCharacter ? String.fromCodePoint(code) : null
}

function scopeWith(outer: Scope, attributes: ReadonlyMap<string, string>): Scope {
  const declared = [...attributes].flatMap(([name, value]) => {
    const prefix = /^xmlns(?::(.*))?$/.exec(name)
    return prefix ? [[prefix[1] ?? '', value] as const] : []
  })
  return declared.length === 0 ? outer : new Map([...outer, ...declared])
}

/** An element to be written. */
export interface XmlContent {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly content: string | readonly XmlContent[]
}

const escapes: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }

/** Throws CbeffRefused for characters that XML cannot carry. */
function escaped(text: string): string {
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text))
    throw new CbeffRefused({ fault: 'value', field: 'text', offset: null })
  return text.replaceAll(/[<>&"]/g, (character) => escapes[character] ?? '').replaceAll('\r', '&#13;')
}

export function xmlText({ name, attributes = {}, content }: XmlContent, indent = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const open = `${indent}<${name}${written.join('')}>`
  if (typeof content === 'string') return `${open}${escaped(content)}</${name}>\n`
  const inner = content.map((child) => xmlText(child, `${indent}  `)).join('')
  return `${open}\n${inner}${indent}</${name}>\n`
}
