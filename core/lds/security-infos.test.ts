import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes.ts'
import { chipProfiles } from '../card/chip-profile.ts'
import { curves } from '../pki/curves.ts'
import { readPublicKey } from '../pki/public-key.ts'
import type { PublicPoint } from '../pki/signing-key.ts'
import { readDg14, writeDg14 } from './dg14.ts'
import { readDg15, writeDg15 } from './dg15.ts'
import { LdsError } from './lds-error.ts'
import {
  readCardAccess,
  readSecurityInfos,
  writeCardAccess,
  writeCardSecurityInfos,
} from './security-infos.ts'

const profile = chipProfiles['cc-2024']
const cam = chipProfiles['cc-2024-cam']
/** Base points: any point of the curve will do. */
const pointOf = (curve: 'P-256' | 'brainpoolP256r1'): PublicPoint => ({
  curve,
  point: fromHex(`04${curves[curve].x}${curves[curve].y}`),
})
const keys = { activeAuthentication: pointOf('P-256'), chipAuthentication: pointOf('brainpoolP256r1') }

describe('EF.CardAccess', () => {
  test('has the bytes that programs for Vietnamese cards are written for', () => {
    expect(toHex(writeCardAccess(profile))).toBe(
      '3134' +
        '300d060804007f0007020202020101' +
        '300f060a04007f00070202030202020101' +
        '3012060a04007f0007020204020202010202010d',
    )
  })

  test('tells terminal authentication, chip authentication and PACE with brainpoolP256r1', () => {
    expect(readCardAccess(writeCardAccess(profile))).toMatchObject([
      { kind: 'TERMINAL_AUTHENTICATION', version: 1 },
      { kind: 'CHIP_AUTHENTICATION', version: 1, keyId: null },
      { kind: 'PACE', oid: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 13 },
    ])
  })

  test('with Chip Authentication Mapping still offers a mapping that every reader knows', () => {
    const oids = readCardAccess(writeCardAccess(cam)).map(({ oid }) => oid)
    expect(oids).toEqual(expect.arrayContaining(['0.4.0.127.0.7.2.2.4.2.2', '0.4.0.127.0.7.2.2.4.6.2']))
  })
})

describe('DG14', () => {
  const infos = readDg14(writeDg14(profile, keys))

  test('has all of EF.CardAccess, the key of chip authentication and how active authentication signs', () => {
    const wholes = infos.map(({ whole }) => toHex(whole))
    for (const { whole } of readCardAccess(writeCardAccess(profile))) expect(wholes).toContain(toHex(whole))
    expect(infos).toContainEqual(
      expect.objectContaining({
        kind: 'ACTIVE_AUTHENTICATION',
        version: 1,
        signatureOid: '0.4.0.127.0.7.1.1.4.1.3',
      }),
    )
    const key = infos.find(({ kind }) => kind === 'CHIP_AUTHENTICATION_KEY')
    if (key?.kind !== 'CHIP_AUTHENTICATION_KEY') throw new Error('no key')
    expect(readPublicKey(key.spki)).toMatchObject({ parameters: 'EXPLICIT', key: keys.chipAuthentication })
  })

  test.each([profile, cam])('is a DER SET OF, in the order of its elements: $name', (one) => {
    const wholes = readDg14(writeDg14(one, keys)).map(({ whole }) => toHex(whole))
    expect(wholes).toEqual(wholes.toSorted())
  })

  test('keeps what it does not know', () => {
    const unknown = fromHex('310a300806032a0304020101')
    expect(readSecurityInfos(unknown, 'DG14')).toMatchObject([{ kind: 'OTHER', oid: '1.2.3.4' }])
  })

  test.each(['3100ff', '31023000', '3110300e060804007f0007020202020101ff', '300a300806032a0304020101'])(
    'is refused: %s',
    (hex) => {
      expect(() => readSecurityInfos(fromHex(hex), 'DG14')).toThrow(LdsError)
    },
  )
})

test('EF.CardSecurity has the key that Chip Authentication Mapping is checked with', () => {
  const infos = readSecurityInfos(writeCardSecurityInfos(cam, keys.chipAuthentication), 'CARD_SECURITY')
  expect(infos.filter(({ kind }) => kind === 'CHIP_AUTHENTICATION_KEY')).toHaveLength(1)
})

test('DG15 has the key of active authentication, its curve written out', () => {
  const file = writeDg15(keys.activeAuthentication)
  expect(readDg15(file)).toMatchObject({ parameters: 'EXPLICIT', key: keys.activeAuthentication, faults: [] })
  expect(() => readDg15(file.subarray(0, -1))).toThrow(LdsError)
})
