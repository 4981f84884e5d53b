/*
 * SecurityInfos ::= SET OF SEQUENCE { protocol OID, required ANY, optional ANY OPTIONAL }     (Doc 9303-11, 9.2; TR-03110-3, A.1)
 */
import { type DerNode, readDerTree } from '../der/der-tree.ts'
import { dottedOf, letters, Misfit, numberOf, partsOf } from '../der/parts.ts'
import { type Place, reading, treeIn } from '../findings.ts'

export interface Info {
  readonly oid: string
  readonly kind: 'PACE' | 'PACE_DOMAIN' | 'CA' | 'CA_KEY' | 'TA' | 'AA' | 'OTHER' | null
  readonly required: DerNode
  readonly optional: DerNode | null
  /** The whole, a letter for each byte: what is the same in two files is the same byte for byte. */
  readonly text: string
}

/** Arcs of id-PACE, id-CA, id-PK, id-TA, id-AA and of what else is known and not looked into: RI, CI, PS, EF.DIR. */
const kinds: readonly (readonly [RegExp, Exclude<Info['kind'], null>])[] = [
  [/^0\.4\.0\.127\.0\.7\.2\.2\.4\.[1-46]\.[1-4]$/, 'PACE'],
  [/^0\.4\.0\.127\.0\.7\.2\.2\.4\.[1-46]$/, 'PACE_DOMAIN'],
  [/^0\.4\.0\.127\.0\.7\.2\.2\.3\.[12](?:\.[1-4])?$/, 'CA'],
  [/^0\.4\.0\.127\.0\.7\.2\.2\.1\.[12]$/, 'CA_KEY'],
  [/^0\.4\.0\.127\.0\.7\.2\.2\.2(?:\.\d+){0,2}$/, 'TA'],
  [/^2\.23\.136\.1\.1\.5$/, 'AA'],
  [/^0\.4\.0\.127\.0\.7\.2\.2\.(?:5|6|11)(?:\.\d+)*$/, 'OTHER'],
  [/^2\.23\.136\.1\.1\.13$/, 'OTHER'],
]

export function readInfos(bytes: Uint8Array, place: Place): readonly Info[] | null {
  const root = treeIn(place, readDerTree(bytes), 'SecurityInfos')
  const infos = root && reading(place, 'SECURITY_INFOS', () => infosIn(root))
  if (!infos) return null
  const { tell, file } = place
  for (const { kind, oid } of infos) if (kind === null) tell('SECURITY_INFO_UNKNOWN', file, oid)
  if (new Set(infos.map(({ text }) => text)).size < infos.length) tell('SECURITY_INFO_DUPLICATE', file)
  inspectPace(infos, place)
  for (const { kind, required } of infos) {
    if (kind === 'CA' && numberOf(required) !== 1) tell('CA_VERSION', file)
    if (kind === 'TA' && ![1, 2].includes(numberOf(required))) tell('TA_VERSION', file)
  }
  return infos
}

function infosIn(root: DerNode): readonly Info[] {
  if (root.tag !== 0x31) throw new Misfit('SecurityInfos')
  return root.children.map((node) => {
    if (node.tag !== 0x30) throw new Misfit('SecurityInfo')
    const parts = partsOf(node)
    const oid = dottedOf(parts.take(0x06, 'protocol'))
    const required = parts.any('requiredData')
    const optional = parts.next === null ? null : parts.any('optionalData')
    parts.end('SecurityInfo')
    const kind = kinds.find(([form]) => form.test(oid))?.[1] ?? null
    return { oid, kind, required, optional, text: letters(node.whole) }
  })
}

/** Standardised domain parameters: DH 0 to 2, ECDH 8 to 18 (Doc 9303-11, 9.5.1). */
const isParameter = (oid: string, id: number) =>
  /\.4\.[13]\.\d$/.test(oid) ? id >= 0 && id <= 2 : id >= 8 && id <= 18
export const isChipMapping = ({ oid }: Info) => /\.4\.6\.\d$/.test(oid)

function inspectPace(infos: readonly Info[], { tell, file }: Place): void {
  const all = infos.filter(({ kind }) => kind === 'PACE')
  for (const { oid, required, optional } of all) {
    if (numberOf(required) !== 2) tell('PACE_VERSION', file)
    if (!optional || !isParameter(oid, numberOf(optional))) tell('PACE_PARAMETERS', file, oid)
  }
  if (all.length > 0 && all.every(isChipMapping)) tell('PACE_CAM_ALONE', file)
}
