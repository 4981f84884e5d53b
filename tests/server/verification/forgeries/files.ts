/** Files as such: EF.COM, outer objects, which of them there are. */
import { concatBytes } from '../../../../core/bytes.ts'
import { asciiBytes } from '../../../../core/der.ts'
import { encodeTlv, readTlvs } from '../../../../core/lds/tlv.ts'
import { partsIn, primitive, sequenceOf, textOf } from '../../../support/asn.ts'
import type { Files, Forgery } from '../../../support/chip-forge.ts'
import { forged, type ForgedCase } from './forged-case.ts'

interface Common {
  lds: string
  unicode: string
  tags: number[]
}

/** EF.COM with something else said. */
export function common(files: Files, change: (com: Common) => void): void {
  const com: Common = { lds: '0107', unicode: '040000', tags: Array.from(files.get('COM') ?? []).slice(20) }
  change(com)
  files.set('COM', commonOf(com))
}

const commonOf = ({ lds, unicode, tags }: Common) =>
  encodeTlv(
    0x60,
    encodeTlv(0x5f01, asciiBytes(lds)),
    encodeTlv(0x5f36, asciiBytes(unicode)),
    encodeTlv(0x5c, Uint8Array.from(tags)),
  )

/** Nowhere listed, signed or there. */
export function without(
  name: 'DG1' | 'DG2' | 'DG3' | 'DG13' | 'DG14' | 'DG15',
  tag: number,
): NonNullable<Forgery['files']> {
  return (files) => {
    files.delete(name)
    common(files, (com) => (com.tags = com.tags.filter((one) => one !== tag)))
  }
}

const inCommon = (change: (com: Common) => void): Forgery => ({ files: (files) => common(files, change) })

const change = (name: Parameters<Files['get']>[0], bend: (bytes: Uint8Array) => Uint8Array): Forgery => ({
  files: (files) => void files.set(name, bend(files.get(name) ?? new Uint8Array())),
})

const versions = (lds: string, unicode: string) => sequenceOf(textOf(0x13, lds), textOf(0x13, unicode))

export const fileCases: readonly ForgedCase[] = [
  forged(
    'TLV',
    'DG1 has a length with one byte more than needed',
    change('DG1', ([tag = 0, length = 0, ...rest]) => Uint8Array.of(tag, 0x81, length, ...rest)),
  ),
  forged(
    'TLV',
    'DG13 is cut short',
    change('DG13', (bytes) => bytes.subarray(0, -3)),
  ),
  forged(
    'TLV',
    'EF.COM is empty',
    change('COM', () => new Uint8Array()),
  ),
  forged(
    'TAG',
    'DG1 has the tag of DG2',
    change('DG1', (bytes) => Uint8Array.of(0x75, ...bytes.subarray(1))),
  ),
  forged('TAG', 'EF.SOD has the tag of EF.COM', {
    after: (files) =>
      void files.set('SOD', Uint8Array.of(0x60, ...(files.get('SOD') ?? new Uint8Array()).subarray(1))),
  }),
  forged(
    'TRAILING_BYTES',
    'bytes follow DG13',
    change('DG13', (bytes) => concatBytes(bytes, Uint8Array.of(0, 0))),
  ),
  forged('TRAILING_BYTES', 'a byte follows EF.SOD', {
    after: (files) =>
      void files.set('SOD', concatBytes(files.get('SOD') ?? new Uint8Array(), Uint8Array.of(0))),
  }),
  forged('COM_MISSING', 'there is no EF.COM', { after: (files) => void files.delete('COM') }),
  forged(
    'COM_STRUCTURE',
    'EF.COM has its versions in the other order',
    change('COM', (bytes) => {
      const [lds, unicode, tags] = readTlvs(bytes.subarray(2), 'COM').map(({ whole }) => whole)
      return encodeTlv(0x60, unicode ?? bytes, lds ?? bytes, tags ?? bytes)
    }),
  ),
  forged(
    'COM_STRUCTURE',
    'EF.COM has no tag list',
    change('COM', (bytes) => encodeTlv(0x60, bytes.subarray(2, 18))),
  ),
  forged(
    'COM_LDS_VERSION',
    'EF.COM is of LDS 9.9',
    inCommon((com) => (com.lds = '0909')),
  ),
  forged(
    'COM_UNICODE_VERSION',
    'EF.COM has letters as Unicode version',
    inCommon((com) => (com.unicode = '04000A')),
  ),
  forged(
    'COM_TAG_UNKNOWN',
    'EF.COM lists a tag of no data group',
    inCommon((com) => com.tags.push(0x71)),
  ),
  forged(
    'COM_TAG_DUPLICATE',
    'EF.COM lists DG1 twice',
    inCommon((com) => com.tags.push(0x61)),
  ),
  forged(
    'COM_TAG_ORDER',
    'EF.COM lists the data groups backwards',
    inCommon((com) => com.tags.reverse()),
  ),
  forged('DG1_MISSING', 'there never was a DG1', { files: without('DG1', 0x61) }),
  forged('DG2_MISSING', 'a grown-up has no portrait', { files: without('DG2', 0x75) }),
  forged('FILE_ABSENT', 'DG13 is listed and signed, and not there', {
    after: (files) => void files.delete('DG13'),
  }),
  forged('DG3_NOT_READ', 'DG3 was not read', { after: (files) => void files.delete('DG3') }),
  forged('NOT_IN_SOD', 'DG13 is not signed', { lds: (object) => void partsIn(object, 2).splice(3, 1) }),
  forged(
    'NOT_IN_COM',
    'EF.COM does not list DG13',
    inCommon((com) => (com.tags = com.tags.filter((tag) => tag !== 0x6d))),
  ),
  forged(
    'ONLY_IN_COM',
    'EF.COM lists DG11, which nobody knows of',
    inCommon((com) => (com.tags = [0x61, 0x75, 0x63, 0x6b, 0x6d, 0x6e, 0x6f])),
  ),
  forged('ONLY_IN_SOD', 'EF.SOD has a hash of DG11, which nobody knows of', {
    lds: (object) =>
      void partsIn(object, 2).splice(
        3,
        0,
        sequenceOf(primitive(0x02, 11), primitive(0x04, ...new Uint8Array(32))),
      ),
  }),
  forged('FILE_NOT_LISTED', 'a DG12 was slipped in', {
    after: (files) => void files.set('DG12', encodeTlv(0x6c)),
  }),
  forged(
    'LDS_VERSION_DIFFERS',
    'EF.COM is of LDS 1.8, EF.SOD of 1.7',
    inCommon((com) => (com.lds = '0108')),
  ),
  forged('LDS_VERSION_DIFFERS', 'EF.SOD is of LDS 1.8, EF.COM of 1.7', {
    lds: (object) => {
      partsIn(object)[0] = primitive(0x02, 1)
      partsIn(object).push(versions('0108', '040000'))
    },
  }),
  forged('UNICODE_VERSION_DIFFERS', 'EF.SOD tells another Unicode version', {
    files: (files) => common(files, (com) => (com.lds = '0108')),
    lds: (object) => {
      partsIn(object)[0] = primitive(0x02, 1)
      partsIn(object).push(versions('0108', '050000'))
    },
  }),
]
