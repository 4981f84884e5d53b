import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../core/bytes.ts'
import { mrzInformation } from './access-keys.ts'
import { authenticateByBac, bacKeysOf, openBac, sealBac } from './bac.ts'
import { plainLine } from './chip-line.ts'
import { bacVector, mrzVectors } from './test-vectors.ts'
import { dealt, scriptedChip, there } from './test-scripted-chip.ts'

const upper = (bytes: Uint8Array) => toHex(bytes).toUpperCase()
const keys = bacKeysOf(bacVector.information)
const random = () => dealt(fromHex(bacVector.rndIfd), fromHex(bacVector.kIfd))
const open = (answers: readonly string[]) => {
  const chip = scriptedChip(...answers)
  return { ...chip, session: authenticateByBac(plainLine(chip.channel), keys, random()) }
}

test.each(mrzVectors)(
  'the MRZ gives the information of Doc 9303-11, D.2: $information',
  ({ td1, information }) => {
    expect(mrzInformation(td1)).toBe(information)
  },
)

describe('the example of Doc 9303-11, D.1 to D.3', () => {
  test('has these keys', () => {
    expect([keys.encryption, keys.mac].map(upper)).toEqual([bacVector.kenc, bacVector.kmac])
  })

  test('is spoken word by word', async () => {
    const { session, heard } = open([`${bacVector.rndIc}9000`, `${bacVector.eIc}${bacVector.mIc}9000`])
    const { encryption, mac, counter } = await session
    expect(heard).toEqual(['0084000008', `0082000028${bacVector.eIfd}${bacVector.mIfd}28`])
    expect([encryption, mac, counter].map(upper)).toEqual([bacVector.ksEnc, bacVector.ksMac, bacVector.ssc])
  })

  test('ends in the same words on the chip’s side', () => {
    const heard = there(openBac(keys, fromHex(`${bacVector.eIfd}${bacVector.mIfd}`)))
    expect(upper(heard)).toBe(`${bacVector.rndIfd}${bacVector.rndIc}${bacVector.kIfd}`)
    const answer = sealBac(keys, fromHex(`${bacVector.rndIc}${bacVector.rndIfd}${bacVector.kIc}`))
    expect(upper(answer)).toBe(`${bacVector.eIc}${bacVector.mIc}`)
  })
})

describe('a chip that', () => {
  test.each([
    ['6300', null],
    ['63C2', 2],
    ['6982', null],
    ['6988', null],
  ])('answers %s does not know this MRZ', async (status, triesLeft) => {
    await expect(open([`${bacVector.rndIc}9000`, status]).session).rejects.toMatchObject({
      code: 'WRONG_ACCESS_KEY',
      facts: { triesLeft },
    })
  })

  test('has another word for it is told with the clause', async () => {
    await expect(open([`${bacVector.rndIc}9000`, '6F00']).session).rejects.toMatchObject({
      code: 'UNEXPECTED_STATUS',
      facts: { step: 'EXTERNAL AUTHENTICATE', status: '6F00', clause: '9303-11, 4.3.4.2' },
    })
  })

  test('cannot seal its answer is not the right one', async () => {
    const answer = `${bacVector.eIc}${bacVector.mIc.replace('2F', '2E')}9000`
    await expect(open([`${bacVector.rndIc}9000`, answer]).session).rejects.toMatchObject({
      facts: { part: 'CODE' },
    })
  })

  test('answers a nonce of another time is not the right one', async () => {
    const stale = upper(sealBac(keys, fromHex(`${bacVector.rndIc}0000000000000000${bacVector.kIc}`)))
    await expect(open([`${bacVector.rndIc}9000`, `${stale}9000`]).session).rejects.toMatchObject({
      facts: { part: 'NONCE' },
    })
  })

  test.each(['9000', '46089000', `${bacVector.rndIc}009000`])(
    'gives the challenge %s is unreadable',
    async (answer) => {
      await expect(open([answer]).session).rejects.toMatchObject({ code: 'CHIP_ANSWER_UNREADABLE' })
    },
  )
})
