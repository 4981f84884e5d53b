import { expect, test } from 'vitest'
import { captureSessionSchema, type CaptureSession } from './capture-session.ts'
import { filesForPacket, tryFile, withFiles, withoutTries } from './captured-files.ts'

const at = '2026-03-02T02:00:00Z'
const file = (name: string) => ({ name, sha256: name, bytes: 1 })
const impression = {
  file: 'finger-02-1.png',
  width: 388,
  height: 374,
  dpi: 500,
  bitDepth: 8,
  device: 'Máy quét',
  capturedAt: at,
}
const trial = { position: 2, impression: 1, quality: 30, hints: [], best: false, file: tryFile(2, 1, 1) }

/** An index finger with its template, one try that was not kept, a signature and a paper. */
const session: CaptureSession = captureSessionSchema.parse({
  version: 1,
  id: 'HN001-07-260302-0001-K',
  state: 'CAPTURING',
  parkedIn: null,
  operator: '33333333-0000-4000-8000-000000000003',
  begunAt: at,
  givenNumber: null,
  givenBirthDate: '1990',
  registryOutcome: 'NOT_ASKED',
  registry: null,
  details: null,
  consentAt: null,
  fingers: [
    {
      position: 2,
      impressions: [impression],
      exception: null,
      template: { file: 'finger-02.fmr', impression: 1 },
    },
  ],
  portrait: null,
  files: ['finger-02-1.png', 'finger-02.fmr', trial.file, 'signature.png', 'paper-1-1.jpg'].map(file),
  signedContent: null,
  packet: null,
  signature: { file: 'signature.png', refusal: null, at },
  tries: [trial],
})
const names = (files: CaptureSession['files']) => files.map(({ name }) => name)

test('a file is dropped with the capture that named it, and files of others are left alone', () => {
  const refused = { ...session, signature: null, fingers: [], tries: [] }
  expect(names(withFiles(refused, []).files)).toEqual(['paper-1-1.jpg'])
  expect(names(withFiles(session, []).files)).toEqual(names(session.files))
})

test('a file takes the place of the one of its name', () => {
  const again = { ...file('signature.png'), sha256: 'another' }
  const { files } = withFiles(session, [again])
  expect(files.filter(({ name }) => name === 'signature.png')).toEqual([again])
})

test('tries that were not kept never go into the packet, and are gone once it is sealed', () => {
  expect(names(filesForPacket(session))).not.toContain(trial.file)
  const sealed = withoutTries(session)
  expect(names(sealed.files)).toEqual(names(filesForPacket(session)))
  expect(sealed.fingers).toEqual(session.fingers)
})
