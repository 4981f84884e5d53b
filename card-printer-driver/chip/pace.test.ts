import { createECDH } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../core/bytes.ts'
import { readSecurityInfos } from '../../core/lds/security-infos.ts'
import { curves, type CurveName } from '../../core/pki/curves.ts'
import { mrzInformation, paceSeed, type AccessSecret } from './access-keys.ts'
import { decryptCbc } from './card-crypto.ts'
import { checkMapping, chipKeys } from './chip-authentication.ts'
import { plainLine } from './chip-line.ts'
import {
  agree,
  agreedPoint,
  keyPairOf,
  makeKeyPair,
  mapGenerator,
  mappingProof,
  provesMapping,
} from './key-agreement.ts'
import { authenticateByPace, passwordKey, sealMappingProof, type PaceChoice } from './pace.ts'
import { camVector as cam, paceVector as vector } from './test-vectors.ts'
import { dealt, randomFor, scriptedChip, there } from './test-scripted-chip.ts'

const upper = (bytes: Uint8Array) => toHex(bytes).toUpperCase()
const curve: CurveName = 'brainpoolP256r1'
const choice: PaceChoice = { oid: '0.4.0.127.0.7.2.2.4.2.2', curve, isOneOfMany: false }
// The MRZ whose parts the example prints: T22000129 3, 640812 5, 101031 8.
const secret: AccessSecret = {
  kind: 'MRZ',
  text: `I<UTO${'T22000129'}3${'<'.repeat(15)}6408125M1010318UTO${'<'.repeat(11)}0${'<'.repeat(30)}`,
}

const object = (tag: string, content: string) => {
  const length = (content.length / 2).toString(16).padStart(2, '0').toUpperCase()
  return `${tag}${length}${content}`
}
const answer = (tag: string, content: string) => `${object('7C', object(tag, content))}9000`
const asked = (header: string, tag: string, content: string) => {
  const data = object('7C', object(tag, content))
  return `${header}${(data.length / 2).toString(16).padStart(2, '0').toUpperCase()}${data}00`
}

const script = [
  '9000',
  answer('80', vector.z),
  answer('82', `04${vector.mapIcPub}`),
  answer('84', `04${vector.kaIcPub}`),
  answer('86', vector.tIc),
]
const random = () => dealt(randomFor(vector.mapIfdPriv), randomFor(vector.kaIfdPriv))
const open = (answers: readonly string[]) => {
  const chip = scriptedChip(...answers)
  return {
    ...chip,
    result: authenticateByPace(plainLine(chip.channel), choice, { secret, random: random() }),
  }
}

describe('the example of Doc 9303-11, G.1', () => {
  test('has this key and nonce', () => {
    expect(upper(paceSeed(secret))).toBe(vector.k)
    const key = passwordKey('AES-128', secret)
    expect(upper(key)).toBe(vector.kpi)
    expect(upper(decryptCbc('AES-128', key, fromHex(vector.z)))).toBe(vector.s)
  })

  test('maps the nonce to this generator from either side', () => {
    for (const [own, peer] of [
      [vector.mapIfdPriv, vector.mapIcPub],
      [vector.mapIcPriv, vector.mapIfdPub],
    ] as const) {
      const agreed = agreedPoint(curve, keyPairOf(curve, fromHex(own)).secret, fromHex(`04${peer}`))
      expect(agreed && upper(agreed)).toBe(`04${vector.h}`)
      const mapped = mapGenerator(curve, fromHex(vector.s), agreed)
      expect(mapped && upper(mapped)).toBe(`04${vector.gMapped}`)
    }
  })

  test('is spoken word by word', async () => {
    const { heard, result } = open(script)
    const { session, chipKey, mapping } = await result
    expect(heard).toEqual([
      vector.mse,
      '10860000027C0000',
      asked('10860000', '81', `04${vector.mapIfdPub}`),
      asked('10860000', '83', `04${vector.kaIfdPub}`),
      asked('00860000', '85', vector.tIfd),
    ])
    expect([session.encryption, session.mac].map(upper)).toEqual([vector.ksEnc, vector.ksMac])
    expect(session.counter).toEqual(new Uint8Array(16))
    expect(upper(chipKey)).toBe(`04${vector.kaIcPub}`)
    expect(mapping).toBeNull()
  })

  test('agrees on the same secret from the chip’s side', () => {
    const { secret: own, point } = makeKeyPair(
      curve,
      dealt(randomFor(vector.kaIcPriv)),
      fromHex(`04${vector.gMapped}`),
    )
    expect(upper(point)).toBe(`04${vector.kaIcPub}`)
    expect(upper(agree(curve, own, fromHex(`04${vector.kaIfdPub}`)) ?? new Uint8Array(0))).toBe(vector.shared)
  })
})

describe('the example of Doc 9303-11, I.1, with Chip Authentication Mapping', () => {
  const camMrz: AccessSecret = {
    kind: 'MRZ',
    text: `I<UTO${'C11T002JM'}4${'<'.repeat(15)}9608122F2310314UTO${'<'.repeat(11)}0${'<'.repeat(30)}`,
  }
  const token = `${object('86', cam.tIc)}${object('8A', cam.sealedProof)}`
  const said = [
    '9000',
    answer('80', cam.z),
    answer('82', `04${cam.mapIcPub}`),
    answer('84', `04${cam.kaIcPub}`),
    `${object('7C', token)}9000`,
  ]
  const openCam = (answers: readonly string[]) => {
    const chip = scriptedChip(...answers)
    const input = {
      secret: camMrz,
      random: dealt(randomFor(cam.mapIfdPriv), randomFor(cam.kaIfdPriv)),
    }
    const way = { ...choice, oid: '0.4.0.127.0.7.2.2.4.6.2' }
    return { ...chip, result: authenticateByPace(plainLine(chip.channel), way, input) }
  }

  test('is spoken word by word, and the chip proves its key', async () => {
    expect(mrzInformation(camMrz.text)).toBe(cam.mrzInformation)
    const { heard, result } = openCam(said)
    const { session, mapping } = await result
    expect(heard).toEqual([
      cam.mse,
      '10860000027C0000',
      asked('10860000', '81', `04${cam.mapIfdPub}`),
      asked('10860000', '83', `04${cam.kaIfdPub}`),
      asked('00860000', '85', cam.tIfd),
    ])
    expect([session.encryption, session.mac].map(upper)).toEqual([cam.ksEnc, cam.ksMac])
    expect(mapping && upper(mapping.proof)).toBe(cam.proof)
    const infos = readSecurityInfos(fromHex(`3164${cam.keyInfo}`), 'CARD_SECURITY')
    const [known] = chipKeys(infos)
    expect(known).toMatchObject({ keyId: 13, key: { curve } })
    checkMapping({ mapping }, there(known).key)
  })

  test('is closed as it was sealed', () => {
    const session = {
      cipher: 'AES-128',
      encryption: fromHex(cam.ksEnc),
      mac: fromHex(cam.ksMac),
      counter: new Uint8Array(16),
    } as const
    expect(upper(sealMappingProof(session, fromHex(cam.proof)))).toBe(cam.sealedProof)
  })

  test.each([
    ['no proof', `${object('7C', object('86', cam.tIc))}9000`],
    [
      'half a proof',
      `${object('7C', `${object('86', cam.tIc)}${object('8A', cam.sealedProof.slice(0, 30))}`)}9000`,
    ],
    [
      'a proof that was not sealed',
      `${object('7C', `${object('86', cam.tIc)}${object('8A', cam.proof)}`)}9000`,
    ],
  ])('with %s is unreadable', async (_, last) => {
    await expect(openCam([...said.slice(0, 4), last]).result).rejects.toMatchObject({
      code: 'CHIP_ANSWER_UNREADABLE',
    })
  })
})

describe('a chip that', () => {
  const at = (step: number, said: string) => open([...script.slice(0, step), said]).result

  test.each([
    ['6300', null],
    ['63C1', 1],
    ['63C0', 0],
  ])('answers the token with %s was opened with another secret', async (status, triesLeft) => {
    await expect(at(4, status)).rejects.toMatchObject({ code: 'WRONG_ACCESS_KEY', facts: { triesLeft } })
  })

  test('proves nothing by its token is refused', async () => {
    await expect(at(4, answer('86', '3ABB9674BCE93C09'))).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
      facts: { part: 'TOKEN' },
    })
  })

  test.each([
    [2, '82', vector.mapIfdPub],
    [3, '84', vector.kaIfdPub],
  ])('sends our own key back in step %i is refused', async (step, tag, key) => {
    await expect(at(step, answer(tag, `04${key}`))).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
      facts: { part: 'EQUAL_KEYS' },
    })
  })

  test.each([
    ['a nonce of 15 bytes', 1, answer('80', vector.z.slice(2))],
    ['no nonce', 1, '7C009000'],
    ['a point that is not on the curve', 2, answer('82', `04${vector.mapIcPub.replace(/4$/, '5')}`)],
    ['a compressed point', 2, answer('82', `02${vector.mapIcPub.slice(0, 64)}`)],
    [
      'an ephemeral point that is not on the curve',
      3,
      answer('84', `04${vector.kaIcPub.replace(/4$/, '5')}`),
    ],
    ['a compressed ephemeral point', 3, answer('84', `03${vector.kaIcPub.slice(0, 64)}`)],
    ['the point at infinity', 3, answer('84', '00')],
    ['no object at all', 3, '9000'],
    ['an object twice', 3, `${object('7C', object('84', '04').repeat(2))}9000`],
    ['bytes that are no TLV', 3, '7C05849000'],
    ['no token', 4, '7C009000'],
  ])('says %s is unreadable', async (_, step, said) => {
    await expect(at(step, said)).rejects.toMatchObject({ code: 'CHIP_ANSWER_UNREADABLE' })
  })

  test('does not know the algorithm is told so with the clause', async () => {
    await expect(at(0, '6A80')).rejects.toMatchObject({
      code: 'UNEXPECTED_STATUS',
      facts: { step: 'MSE:SET AT', status: '6A80', clause: '9303-11, 4.4.4.1' },
    })
  })
})

describe.each(Object.keys(curves) as CurveName[])('on %s', (name) => {
  const bytes = (fill: number) => new Uint8Array(curves[name].size + 8).fill(fill)
  const a = makeKeyPair(name, () => bytes(0x5a))
  const b = makeKeyPair(name, () => bytes(0xc3))

  test('two sides agree on what OpenSSL agrees on', () => {
    const openssl = createECDH(curves[name].opensslName)
    openssl.setPrivateKey(a.secret.toString(16).padStart(2 * curves[name].size, '0'), 'hex')
    expect(new Uint8Array(openssl.getPublicKey())).toEqual(a.point)
    const expected = new Uint8Array(openssl.computeSecret(b.point))
    expect(agree(name, a.secret, b.point)).toEqual(expected)
    expect(agree(name, b.secret, a.point)).toEqual(expected)
  })

  test('the mapping proof holds for the key it was made with, and no other', () => {
    const proof = mappingProof(name, a.secret, b.secret)
    expect(provesMapping(name, proof, b.point, a.point)).toBe(true)
    expect(provesMapping(name, proof, a.point, a.point)).toBe(false)
    expect(
      provesMapping(
        name,
        proof.map((byte, i) => (i === 9 ? byte ^ 1 : byte)),
        b.point,
        a.point,
      ),
    ).toBe(false)
    expect(provesMapping(name, new Uint8Array(proof.length), b.point, a.point)).toBe(false)
    expect(provesMapping(name, new Uint8Array(0), b.point, a.point)).toBe(false)
  })
})
