import type { DerNode } from './der-tree.ts'
import { letters } from './parts.ts'

/** UTCTime or GeneralizedTime in the one form of DER and RFC 5280, 4.1.2.5; null for anything else. */
export function readInstant(node: DerNode): Date | null {
  return node.tag === 0x17 ? utcTime(letters(node.content)) : readGeneralizedTime(node, 2050)
}

function utcTime(text: string): Date | null {
  if (!/^\d{12}Z$/.test(text)) return null
  return instant(`${text.slice(0, 2) < '50' ? '20' : '19'}${text}`)
}

/** `from`: years before it must be written as UTCTime. A private-key usage period is always a GeneralizedTime, of any tag. */
export function readGeneralizedTime(node: DerNode, from = 0): Date | null {
  const text = letters(node.content)
  const isForm = (node.tag === 0x18 || from === 0) && /^\d{14}Z$/.test(text)
  return isForm && Number(text.slice(0, 4)) >= from ? instant(text) : null
}

/** yyyyMMddHHmmssZ */
function instant(text: string): Date | null {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6.000Z')
  const date = new Date(iso)
  return !Number.isNaN(date.getTime()) && date.toISOString() === iso ? date : null
}
