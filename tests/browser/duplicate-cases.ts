/** Files that wait for adjudication, with fingers and portraits that can be looked at. Everybody in them is invented. */
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { matchTemplates } from '../../core/biometrics/minutiae-match.ts'
import { extractMinutiae, type MinutiaeTemplate } from '../../core/biometrics/minutiae.ts'
import { packTemplate } from '../../core/biometrics/template-bytes.ts'
import { calendarDateAt, yearOf } from '../../core/dates/calendar-date.ts'
import { composeApplicationCode } from '../../core/enrollment/application-code.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import { renderImpression, synthesiseFinger } from '../../core/synthetic/finger.ts'
import { portraitSvg } from '../../core/synthetic/portrait.ts'
import { openDuplicateCase } from '../../server/adjudication/open-duplicate-case.ts'
import { systemActor } from '../../server/kernel/actor.ts'
import type { App } from '../../server/kernel/app.ts'
import { instantAt } from '../../server/kernel/clock.ts'
import { centres } from '../support/app.ts'
import { type Applicant, makePerson, registerResident } from '../support/people.ts'

const glass = { width: 388, height: 374 }
const positions = [1, 2, 3, 6, 7] as const

/** Whose hands and face they are, and which touch of them. */
interface Body {
  readonly seed: number
  readonly touch: number
}

interface Print {
  readonly position: number
  readonly png: Uint8Array
  readonly template: MinutiaeTemplate
}

/** Drawn once for each touch. No test changes a print. */
const drawn = new Map<string, Promise<readonly Print[]>>()

function printsOf(body: Body): Promise<readonly Print[]> {
  const name = `${body.seed}/${body.touch}`
  const prints = drawn.get(name) ?? drawPrints(body)
  drawn.set(name, prints)
  return prints
}

function drawPrints({ seed, touch }: Body): Promise<readonly Print[]> {
  return Promise.all(
    positions.map(async (position) => {
      const image = renderImpression(synthesiseFinger(seed * 100 + position), touch, glass)
      const raw = { width: image.width, height: image.height, channels: 1 } as const
      const png = await sharp(image.pixels, { raw }).png().toBuffer()
      return { position, png, template: extractMinutiae(image) }
    }),
  )
}

async function portraitOf({ seed }: Body, person: DeclaredPerson): Promise<Uint8Array> {
  const svg = portraitSvg(seed, { ageYears: 2026 - yearOf(person.birthDate), sex: person.sex })
  return sharp(Buffer.from(svg)).jpeg().toBuffer()
}

interface File {
  readonly applicationId: string
  readonly referenceId: string
  readonly applicant: Applicant
  readonly prints: readonly Print[]
}

let files = 0

/** A file of somebody in the register as it stands once its biometrics were checked. */
async function fileOf(app: App, applicant: Applicant, { body, status }: FileChanges): Promise<File> {
  const prints = await printsOf(body)
  const portrait = await app.blobs.put(await portraitOf(body, applicant.person))
  const at = instantAt(app.clock())
  const finger = { kind: 'FINGER', impression: 1, ...glass, dpi: 500, capturedAt: at }
  const samples = await Promise.all(
    prints.map(async ({ position, png }) => ({
      ...finger,
      position,
      sha256: await app.blobs.put(png),
      quality: 60 + position,
    })),
  )
  const { id, reference } = await app.db.application.create({
    data: {
      code: composeApplicationCode({
        centre: centres.here.code,
        machine: 7,
        day: calendarDateAt(app.clock()),
        sequence: ++files,
      }),
      kind: 'FIRST_ISSUE',
      reason: 'FIRST',
      channel: 'DESK',
      status,
      centreCode: centres.here.code,
      unitCode: centres.here.unitCode,
      machineId: randomUUID(),
      residentId: applicant.residentId,
      number: applicant.number,
      birthDate: applicant.person.birthDate,
      person: { ...applicant.person },
      portraitSha256: portrait,
      receivedAt: at,
      samples: {
        createMany: {
          data: [
            ...samples,
            { kind: 'FACE', position: 0, impression: 1, sha256: portrait, capturedAt: at, quality: 80 },
          ],
        },
      },
      reference: {
        create: {
          residentId: applicant.residentId,
          createdAt: at,
          insertedAt: at,
          templates: {
            createMany: {
              data: prints.map(({ position, template }) => ({
                position,
                bytes: packTemplate(template, 512),
                source: 'SERVER',
                computedAt: at,
              })),
            },
          },
        },
      },
    },
    select: { id: true, reference: { select: { id: true } } },
  })
  return { applicationId: id, referenceId: reference?.id ?? '', applicant, prints }
}

interface FileChanges {
  readonly body: Body
  readonly status: string
}

export interface OpenCase {
  readonly id: string
  readonly applicationId: string
  readonly applicant: Applicant
  readonly candidates: readonly Applicant[]
}

/** The same two or three hands in every case: drawing them takes a second each. */
const oneBody = 1
const otherBody = 500

/**
 * A case of somebody with two numbers: the same fingers touched again under a name written otherwise. `others` further
 * candidates have fingers of their own.
 */
export async function openCase(
  app: App,
  { others = 0 }: { readonly others?: number } = {},
): Promise<OpenCase> {
  const person = makePerson()
  const twin = { ...makePerson(), name: withoutMarks(person.name), birthDate: person.birthDate }
  const mine = await fileOf(app, await registerResident(app, person), {
    body: { seed: oneBody, touch: 0 },
    status: 'ADJUDICATION',
  })
  const found = [
    await fileOf(app, await registerResident(app, twin), {
      body: { seed: oneBody, touch: 1 },
      status: 'ISSUED',
    }),
  ]
  for (let i = 0; i < others; i++) {
    const other = await registerResident(app, makePerson({ birthDate: person.birthDate }))
    found.push(await fileOf(app, other, { body: { seed: otherBody + i, touch: 0 }, status: 'ISSUED' }))
  }
  const id = await app.db.$transaction((tx) =>
    openDuplicateCase(tx, app, {
      applicationId: mine.applicationId,
      unitCode: centres.here.unitCode,
      origins: ['BIOMETRIC'],
      candidates: found.map((file) => candidateOf(mine, file)),
      actor: systemActor,
    }),
  )
  return {
    id,
    applicationId: mine.applicationId,
    applicant: mine.applicant,
    candidates: found.map(({ applicant }) => applicant),
  }
}

function candidateOf(mine: File, { applicant, referenceId, prints }: File) {
  const fingers = prints.map(({ position, template }, i) => ({
    position,
    score: matchTemplates(mine.prints[i]?.template ?? template, template),
  }))
  const score = fingers.reduce((sum, finger) => sum + finger.score, 0)
  return {
    residentId: applicant.residentId,
    referenceId,
    grounds: ['FINGERS', 'NAME_AND_BIRTH_DATE'] as const,
    scores: [{ abis: 'embedded', score, likeness: 'LIKELY' as const }],
    fingers,
  }
}

const withoutMarks = (name: string) => name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('Đ', 'D')
