import type { PrintOrder } from '../../../core/contracts/print-job.ts'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { applicationAt, applicationIn } from '../../support/files.ts'
import { fingerPng } from '../../support/hands.ts'
import { drawPortrait } from '../../support/packets.ts'
import { runPipeline } from '../../support/pipeline.ts'
import { plainPortrait, printOrder } from '../orders.ts'

/** Jobs with a chip, planned by the pipeline itself: a portrait and two fingers each. */
export async function planChipJobs(app: ServerApp, count: number): Promise<void> {
  await keepCardPki(app)
  const portraitSha256 = await app.blobs.put(await drawPortrait())
  const prints = await Promise.all(
    [2, 7].map(async (position) => {
      const print = renderImpression(synthesiseFinger(position), 1, { width: 256, height: 320 })
      return { position, sha256: await app.blobs.put(await fingerPng(print)) }
    }),
  )
  for (let n = 0; n < count; n++) {
    const { id: applicationId } = await applicationAt(app, 'plan-print-job', { portraitSha256 })
    await app.db.biometricSample.createMany({
      data: prints.map((print) => ({ applicationId, kind: 'FINGER', impression: 1, dpi: 500, ...print })),
    })
    await runPipeline(app)
  }
}

/** Jobs as the pipeline plans them, each of a file of its own. */
export async function planJobs(app: ServerApp, count: number): Promise<void> {
  const portrait = await plainPortrait()
  const portraitSha256 = await app.blobs.put(portrait)
  const first = await app.db.printJob.count()
  for (let n = first + 1; n <= first + count; n++) {
    const { id: applicationId, unitCode } = await applicationIn(app, 'IN_PRODUCTION')
    const { template, face }: Pick<PrintOrder, 'template' | 'face'> = printOrder(n, portrait)
    await app.db.printJob.create({
      data: {
        applicationId,
        unitCode,
        template,
        face: { ...face, mrz: [...face.mrz] },
        portraitSha256,
        plannedAt: new Date(app.clock()),
      },
    })
  }
}
