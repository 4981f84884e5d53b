/** The person on the floor: settles what the programs cannot know, by what really lies in the trays, and by nothing else. */
import { type Finding, settlePrintJob } from '../../../server/production/settle-print-job.ts'
import { DomainError } from '../../../core/errors.ts'
import { producer } from '../../support/factory.ts'
import type { Floor } from './floor.ts'

interface Lost {
  readonly id: string
  readonly lease: number
  readonly stationId: string | null
  readonly blankSerial: string | null
}

/** She comes to a red job after so many milliseconds: most the stations have settled themselves by then. */
const walk = 3000

/** Settles every job of unknown outcome that she can be sure of; answers how many. `seen`: when each was seen first. */
export async function settleLost(floor: Floor, seen: Map<string, number>): Promise<number> {
  const lost = await floor.app.db.printJob.findMany({
    where: { status: 'OUTCOME_UNKNOWN' },
    select: { id: true, lease: true, stationId: true, blankSerial: true },
  })
  let settled = 0
  for (const job of lost) {
    const since = seen.get(`${job.id}.${job.lease}`) ?? performance.now()
    seen.set(`${job.id}.${job.lease}`, since)
    if (performance.now() - since < walk) continue
    const finding = await findingOf(floor, job)
    if (!finding) continue
    try {
      await settlePrintJob(floor.app, producer, { id: job.id, finding })
      settled += 1
    } catch (error) {
      // The station found out by itself in this moment.
      if (!(error instanceof DomainError)) throw error
    }
  }
  return settled
}

async function findingOf(floor: Floor, job: Lost): Promise<Finding | null> {
  const post = floor.posts.find(({ id }) => id === job.stationId)
  if (!post?.printer.isRunning) return null
  const name = post.nameOf(job)
  const card = (await post.cards()).find((made) => made.name === name)
  if (!card || card.at === 'feeder') return (await post.isQueued(name)) ? null : { found: 'UNTOUCHED' }
  if (card.at === 'inside') return null
  if (card.at === 'waste') return { found: 'SPOILED', reason: 'DAMAGE' }
  return { found: 'GOOD', qr: (await floor.reader.readQrs(await card.picture())).qr }
}
