/*
 * Extensions ::= [3] SEQUENCE OF SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }     (RFC 5280, 4.1)
 */
import { type DerNode, readDerTree } from '../der/der-tree.ts'
import { dottedOf, onlyChild, partsOf } from '../der/parts.ts'
import { reading, treeIn } from '../findings.ts'
import { extensionProfile } from './extension-profile.ts'
import {
  authorityKeyOf,
  documentTypesOf,
  type ExtensionReading,
  inspectAlternativeName,
  inspectConstraints,
  inspectDistributionPoints,
  inspectKeyUsage,
  subjectKeyOf,
  usagePeriodOf,
} from './inspect-extension-values.ts'
import type { InspectedCertificate } from './inspected-certificate.ts'

type FromExtensions = Pick<
  InspectedCertificate,
  'usage' | 'subjectKeyId' | 'authorityKeyId' | 'documentTypes'
>

export const noExtensions: FromExtensions = {
  usage: null,
  subjectKeyId: null,
  authorityKeyId: null,
  documentTypes: null,
}

interface Extension {
  readonly type: string
  readonly isCritical: boolean
  readonly value: Uint8Array
}

export function inspectExtensions(wrapper: DerNode, how: ExtensionReading): FromExtensions {
  const list = onlyChild(wrapper, 0x30, 'extensions').children
  const known = new Map<string, Extension>()
  for (const node of list) {
    const one = reading(how, 'CERT_EXTENSION_FORM', () => extensionIn(node, how))
    if (!one) continue
    if (known.has(one.type)) how.tell('CERT_EXTENSION_DUPLICATE', how.file, nameOf(one.type))
    else known.set(one.type, one)
  }
  inspectProfile(known, how)
  return inspectValues(known, how)
}

const nameOf = (type: string) => extensionProfile[type]?.name ?? type

function extensionIn(node: DerNode, { tell, file }: ExtensionReading): Extension {
  const parts = partsOf(node)
  const type = dottedOf(parts.take(0x06, 'extnID'))
  const critical = parts.takeIf(0x01)
  const { content: value } = parts.take(0x04, nameOf(type))
  parts.end(nameOf(type))
  const isCritical = critical !== null && critical.content[0] !== 0
  if (critical && !isCritical) tell('DER_DEFAULT', file, nameOf(type))
  return { type, isCritical, value }
}

function inspectProfile(known: ReadonlyMap<string, Extension>, { tell, file, kind }: ExtensionReading): void {
  for (const [type, { missing, presence, critical, name }] of Object.entries(extensionProfile)) {
    const found = known.get(type)
    if (!found) {
      if (presence[kind] === 'm' && missing) tell(missing, file, name)
      continue
    }
    if (presence[kind] === 'x') tell('CERT_EXTENSION_PROHIBITED', file, name)
    else if (critical && !found.isCritical) tell(critical, file, name)
    else if (!critical && found.isCritical) tell('EXTENSION_CRITICAL', file, name)
  }
  for (const { type, isCritical } of known.values())
    if (isCritical && !extensionProfile[type]) tell('CERT_EXTENSION_CRITICAL', file, type)
}

function inspectValues(known: ReadonlyMap<string, Extension>, how: ExtensionReading): FromExtensions {
  const read = <Value>(
    type: string,
    reader: (root: DerNode, how: ExtensionReading) => Value,
  ): Value | null => {
    const found = known.get(type)
    if (!found || extensionProfile[type]?.presence[how.kind] === 'x') return null
    const root = treeIn(how, readDerTree(found.value), nameOf(type))
    return root && reading(how, 'CERT_EXTENSION_FORM', () => reader(root, how))
  }
  read('2.5.29.15', inspectKeyUsage)
  read('2.5.29.19', inspectConstraints)
  const names = ['2.5.29.17', '2.5.29.18'].map((type) => read(type, inspectAlternativeName))
  const [subjectName, issuerName] = names
  if (how.kind === 'CSCA' && subjectName && issuerName && subjectName !== issuerName)
    how.tell('ALTERNATIVE_NAMES_DIFFER', how.file)
  read('2.5.29.31', inspectDistributionPoints)
  return {
    usage: read('2.5.29.16', usagePeriodOf),
    subjectKeyId: read('2.5.29.14', subjectKeyOf),
    authorityKeyId: read('2.5.29.35', authorityKeyOf),
    documentTypes: read('2.23.136.1.1.6.2', documentTypesOf),
  }
}
