import { expect, test } from 'vitest'
import { sampleFace } from '../../../core/synthetic/card-samples.ts'
import { type CheckedCard, expectedCard } from './expected-face.ts'

const { placeOfOrigin = null, marks = null, ...face } = sampleFace('phuc', 'CC_2024')

const answered = (signedQr: string | null): CheckedCard => ({
  __typename: 'CardToCheck',
  jobId: '',
  template: 'CC_2024_SIGNED_QR',
  face: { ...face, placeOfOrigin, marks, signedQr },
  portraitUrl: null,
  trayPictureUrl: null,
  hasChip: false,
  blankSerial: '',
  applicationCode: '',
  batchNumber: null,
  stationId: null,
  mode: null,
  secondLook: null,
})

test('the card is shown with both of its codes, and with one where it bears no other', () => {
  expect(expectedCard(answered('NCF'))).toMatchObject({
    template: 'CC_2024_SIGNED_QR',
    codes: { qr: face.qr, signedQr: 'NCF' },
    mrz: face.mrz,
  })
  expect(expectedCard(answered(null)).codes).toEqual({ qr: face.qr, signedQr: null })
})
