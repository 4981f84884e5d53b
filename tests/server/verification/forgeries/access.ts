/** EF.CardAccess, DG14, DG15. */
import {
  constructed,
  encodeAsn,
  nullValue,
  oid,
  parseAsn,
  partAt,
  partsIn,
  primitive,
  rawAsn,
  sequenceOf,
  type Asn,
} from '../../../support/asn.ts'
import type { Files, Forgery } from '../../../support/chip-forge.ts'
import { without } from './files.ts'
import { forged, type ForgedCase } from './forged-case.ts'

const protocol = {
  pace: '0.4.0.127.0.7.2.2.4.2.2',
  cam: '0.4.0.127.0.7.2.2.4.6.2',
  ca: '0.4.0.127.0.7.2.2.3.2.2',
  key: '0.4.0.127.0.7.2.2.1.2',
  ta: '0.4.0.127.0.7.2.2.2',
  aa: '2.23.136.1.1.5',
  /** Restricted Identification: known, and not looked into. */
  ri: '0.4.0.127.0.7.2.2.5',
} as const

const hexOf = (node: Asn) => Buffer.from(encodeAsn(node)).toString('hex')
const is = (type: string) => (info: Asn) => hexOf(partAt(info, 0)) === hexOf(oid(type))
const inOrder = (infos: Asn[]) => infos.sort((a, b) => Buffer.compare(encodeAsn(a), encodeAsn(b)))

type Bend = (infos: Asn[]) => void

function bent(der: Uint8Array, bend: Bend): Asn {
  const set = parseAsn(der)
  bend(partsIn(set))
  inOrder(partsIn(set))
  return set
}

const open =
  (bend: Bend): Forgery['files'] =>
  (files) =>
    void files.set('CARD_ACCESS', encodeAsn(bent(files.get('CARD_ACCESS') ?? new Uint8Array(), bend)))
const signed =
  (bend: Bend): Forgery['files'] =>
  (files) => {
    const set = bent(encodeAsn(partAt(parseAsn(files.get('DG14') ?? new Uint8Array()), 0)), bend)
    files.set('DG14', encodeAsn(constructed(0x6e, set)))
  }
const both = (bend: Bend): Forgery => ({
  files: (files: Files) => {
    open(bend)?.(files)
    signed(bend)?.(files)
  },
})
const only = (where: Forgery['files']): Forgery => ({ ...(where && { files: where }) })

const removed =
  (type: string): Bend =>
  (infos) =>
    void infos.splice(infos.findIndex(is(type)), 1)
const bending =
  (type: string, bend: (info: Asn) => void): Bend =>
  (infos) =>
    infos.filter(is(type)).forEach(bend)
const part = (place: number, value: Asn) => (info: Asn) => void (partsIn(info)[place] = value)
const flipped = (bits: Asn) => primitive(0x03, ...bits.bytes.subarray(0, -1), (bits.bytes.at(-1) ?? 0) ^ 1)

const inDg15 = (bend: (spki: Asn) => void): Forgery => ({
  files: (files) => {
    const file = parseAsn(files.get('DG15') ?? new Uint8Array())
    bend(partAt(file, 0))
    files.set('DG15', encodeAsn(file))
  },
})

export const accessCases: readonly ForgedCase[] = [
  forged('DER_STRUCTURE', 'DG14 ends in the middle of a value', {
    files: (files) => void files.set('DG14', Uint8Array.of(0x6e, 3, 0x31, 5, 1)),
  }),
  forged('DER_TRAILING_BYTES', 'a byte follows EF.CardAccess', {
    files: (files) =>
      void files.set(
        'CARD_ACCESS',
        encodeAsn(rawAsn(files.get('CARD_ACCESS') ?? new Uint8Array(), Uint8Array.of(0))),
      ),
  }),
  forged('DER_SET_ORDER', 'EF.CardAccess is out of order', {
    files: (files) => {
      const set = parseAsn(files.get('CARD_ACCESS') ?? new Uint8Array())
      partsIn(set).reverse()
      files.set('CARD_ACCESS', encodeAsn(set))
    },
  }),
  forged(
    'DER_NULL',
    'a NULL in DG14 has content',
    only(signed((infos) => void infos.push(sequenceOf(oid(protocol.ri), primitive(0x05, 0))))),
  ),
  forged('SECURITY_INFOS', 'EF.CardAccess is a sequence', {
    files: (files) =>
      void files.set(
        'CARD_ACCESS',
        Uint8Array.of(0x30, ...(files.get('CARD_ACCESS') ?? new Uint8Array()).subarray(1)),
      ),
  }),
  forged(
    'SECURITY_INFO_UNKNOWN',
    'a protocol is not known',
    both((infos) => void infos.push(sequenceOf(oid('1.2.3.4'), nullValue()))),
  ),
  forged(
    'SECURITY_INFO_DUPLICATE',
    'DG14 says something twice',
    only(signed((infos) => void infos.push(infos[0] ?? nullValue()))),
  ),
  forged('PACE_INFO_MISSING', 'there is no PACEInfo', both(removed(protocol.pace))),
  forged(
    'PACE_VERSION',
    'PACEInfo is of version 1',
    both(bending(protocol.pace, part(1, primitive(0x02, 1)))),
  ),
  forged(
    'PACE_PARAMETERS',
    'PACE has parameters that nobody knows',
    both(bending(protocol.pace, part(2, primitive(0x02, 31)))),
  ),
  forged(
    'PACE_PARAMETERS',
    'PACE names no parameters',
    both(bending(protocol.pace, (info) => void partsIn(info).pop())),
  ),
  forged(
    'PACE_CAM_ALONE',
    'the only mapping is CAM',
    both(bending(protocol.pace, part(0, oid(protocol.cam)))),
    ['CARD_SECURITY_NOT_READ'],
  ),
  forged('CARD_ACCESS_MISSING', 'there is no EF.CardAccess', {
    after: (files) => void files.delete('CARD_ACCESS'),
  }),
  forged(
    'CARD_ACCESS_NOT_IN_DG14',
    'EF.CardAccess has weaker PACE than was signed',
    only(open(bending(protocol.pace, part(0, oid('0.4.0.127.0.7.2.2.4.2.1'))))),
  ),
  forged(
    'CARD_ACCESS_NOT_IN_DG14',
    'EF.CardAccess has a protocol more',
    only(open((infos) => void infos.push(sequenceOf(oid(protocol.ri), nullValue())))),
  ),
  forged(
    'PACE_NOT_IN_CARD_ACCESS',
    'DG14 has a PACEInfo more',
    only(
      signed(
        (infos) => void infos.push(sequenceOf(oid(protocol.pace), primitive(0x02, 2), primitive(0x02, 16))),
      ),
    ),
  ),
  forged(
    'CA_VERSION',
    'ChipAuthenticationInfo is of version 9',
    both(bending(protocol.ca, part(1, primitive(0x02, 9)))),
  ),
  forged('CA_KEY_MISSING', 'DG14 has no Chip Authentication key', only(signed(removed(protocol.key)))),
  forged(
    'CA_KEY_MISSING',
    'the Chip Authentication key has another number',
    only(signed(bending(protocol.key, part(2, primitive(0x02, 5))))),
  ),
  forged('CA_INFO_MISSING', 'there is no ChipAuthenticationInfo', both(removed(protocol.ca))),
  forged(
    'CA_KEY',
    'the Chip Authentication key is of a curve of its own',
    only(
      signed(
        bending(
          protocol.key,
          (info) => (partsIn(info, 1, 0, 1, 2)[0] = primitive(0x04, ...new Uint8Array(32))),
        ),
      ),
    ),
  ),
  forged(
    'CA_POINT_OFF_CURVE',
    'the Chip Authentication key is not on its curve',
    only(signed(bending(protocol.key, (info) => (partsIn(info, 1)[1] = flipped(partAt(info, 1, 1)))))),
  ),
  forged(
    'TA_VERSION',
    'TerminalAuthenticationInfo is of version 7',
    both(bending(protocol.ta, part(1, primitive(0x02, 7)))),
  ),
  forged(
    'AA_INFO_VERSION',
    'ActiveAuthenticationInfo is of version 2',
    only(signed(bending(protocol.aa, part(1, primitive(0x02, 2))))),
  ),
  forged(
    'AA_INFO_ALGORITHM',
    'Active Authentication is with SHA-1',
    only(signed(bending(protocol.aa, part(2, oid('0.4.0.127.0.7.1.1.4.1.1'))))),
  ),
  forged('AA_INFO_MISSING', 'there is no ActiveAuthenticationInfo', only(signed(removed(protocol.aa)))),
  forged('AA_KEY_MISSING', 'there never was a DG15', only(without('DG15', 0x6f))),
  forged(
    'AA_KEY',
    'the Active Authentication key is of a curve of its own',
    inDg15((spki) => (partsIn(spki, 0, 1, 2)[0] = primitive(0x04, ...new Uint8Array(32)))),
  ),
  forged('AA_KEY', 'DG15 is no key', {
    files: (files) => void files.set('DG15', Uint8Array.of(0x6f, 2, 0x30, 0)),
  }),
  forged(
    'AA_POINT_OFF_CURVE',
    'the Active Authentication key is not on its curve',
    inDg15((spki) => (partsIn(spki)[1] = flipped(partAt(spki, 1)))),
  ),
  forged('DG14_MISSING', 'there never was a DG14', only(without('DG14', 0x6e))),
]
