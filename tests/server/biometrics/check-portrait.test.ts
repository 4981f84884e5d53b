import { afterAll, expect, test } from 'vitest'
import { emptyPortraitSvg } from '../../../core/synthetic/portrait.ts'
import { checkPortrait } from '../../../server/biometrics/check-portrait.ts'
import { startFaceEngine } from '../../../server/biometrics/face-engine.ts'
import { testApp } from '../../support/app.ts'
import { jpegOf, portraitOf } from '../../support/portraits.ts'

const faces = startFaceEngine()
afterAll(() => faces.close())

test('a kept portrait is measured again, and one that shows nobody told as such', async () => {
  const { app } = await testApp()
  const checking = { ...app, faces }
  const keep = async (picture: Uint8Array) => checkPortrait(checking, await app.blobs.put(picture))
  expect(await keep(await portraitOf(2))).toMatchObject({ outcome: 'MEASURED', accepted: true, hints: [] })
  expect(await keep(await portraitOf(2, { eyes: 0 }))).toMatchObject({
    accepted: false,
    hints: ['EYES_CLOSED'],
  })
  expect(await keep(await jpegOf(emptyPortraitSvg()))).toEqual({ outcome: 'UNUSABLE', cause: 'NO_FACE' })
  await expect(checkPortrait(checking, 'a'.repeat(64))).rejects.toThrow('missing')
})
