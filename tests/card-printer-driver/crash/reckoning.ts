/** At the end of a batch the books are held against the plastic. */
import type { Floor } from './floor.ts'

export interface Reckoning {
  readonly applications: number
  readonly good: number
  readonly spoiled: number
  /** Files whose card failed three times: a person looks at them. */
  readonly givenUp: number
  /** Every sentence here is a fault. */
  readonly faults: readonly string[]
}

export async function reckon(floor: Floor): Promise<Reckoning> {
  const jobs = await floor.app.db.printJob.findMany({ include: { card: true, application: true } })
  const faults: string[] = []
  const byApplication = Map.groupBy(jobs, ({ applicationId }) => applicationId)
  let givenUp = 0
  for (const [id, made] of byApplication) {
    const good = made.filter(({ status, card }) => status === 'STACKED' && card?.status === 'MADE')
    if (good.length === 1) continue
    const isGivenUp = good.length === 0 && made[0]?.application.flags.includes('PRODUCTION_FAILED')
    if (isGivenUp) givenUp += 1
    else faults.push(`application ${id} has ${good.length} good cards in ${made.length} jobs`)
  }
  for (const { id, status, failureCode } of jobs)
    if (status === 'SPOILED' && failureCode === null) faults.push(`job ${id} is spoiled without a reason`)
  faults.push(
    ...(await plasticFaults(floor, jobs)),
    ...(await stockFaults(floor)),
    ...(await spoilageFaults(floor)),
    ...(await historyFaults(floor)),
  )
  return {
    applications: byApplication.size,
    good: jobs.filter(({ status }) => status === 'STACKED').length,
    spoiled: jobs.filter(({ status }) => status === 'SPOILED').length,
    givenUp,
    faults,
  }
}

interface Job {
  readonly id: string
  readonly lease: number
  readonly status: string
  readonly stationId: string | null
  readonly blankSerial: string | null
  readonly face: unknown
}

/** Every card in a tray is the one card of a stacked job, with its QR, and every stacked job has it there. */
async function plasticFaults(floor: Floor, jobs: readonly Job[]): Promise<readonly string[]> {
  const faults: string[] = []
  const stackedJobs = jobs.filter(({ status }) => status === 'STACKED')
  for (const post of floor.posts) {
    const unseen = new Map(
      stackedJobs.filter(({ stationId }) => stationId === post.id).map((job) => [post.nameOf(job), job]),
    )
    const names = new Set<string>()
    for (const card of await post.cards()) {
      const { name, at } = card
      if (names.has(name)) faults.push(`${name} was printed twice`)
      names.add(name)
      if (at === 'inside') faults.push(`${name} still lies in the printer`)
      if (at !== 'tray') continue
      const job = unseen.get(name)
      unseen.delete(name)
      if (!job) faults.push(`${name} lies in the tray, and is no stacked card`)
      else if ((await floor.reader.readQrs(await card.picture())).qr !== (job.face as { qr: string }).qr)
        faults.push(`${name} is another person's card`)
    }
    for (const name of unseen.keys()) faults.push(`${name} is stacked, and its card is nowhere`)
  }
  return faults
}

/** Blanks: issued − good − spoiled − left is 0 in the books, and the plastic says the same. */
async function stockFaults(floor: Floor): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { id, name, cards } of floor.posts) {
    const rows = await floor.app.db.blankCard.groupBy({
      by: ['status'],
      where: { stationId: id },
      _count: true,
    })
    const count = (status: string) => rows.find((row) => row.status === status)?._count ?? 0
    const [good, spoiled, left] = [count('BOUND'), count('SPOILED'), count('AT_STATION')]
    const difference = floor.blanks - good - spoiled - left
    if (difference !== 0) faults.push(`station ${name}: difference ${difference}`)
    const plastic = Map.groupBy(await cards(), ({ at }) => at)
    const [tray, waste] = [plastic.get('tray')?.length ?? 0, plastic.get('waste')?.length ?? 0]
    if (good !== tray || spoiled !== waste)
      faults.push(`station ${name}: books ${good} good, ${spoiled} spoiled; trays ${tray} and ${waste}`)
  }
  return faults
}

/** A chip that was written and is on no good card is recorded with its hash, and every spoiled blank with its reason. */
async function spoilageFaults({ app }: Floor): Promise<readonly string[]> {
  const rows = await app.db.$queryRaw<{ serial: string }[]>`
    SELECT b."serial" FROM "BlankCard" b LEFT JOIN "Spoilage" s ON s."blankSerial" = b."serial"
    LEFT JOIN "PrintJob" j ON j."id" = s."jobId" LEFT JOIN "ChipRecord" c ON c."printJobId" = j."id"
    WHERE b."status" = 'SPOILED' AND (s."blankSerial" IS NULL OR c."verifiedAt" IS NOT NULL AND s."sodSha256" IS NULL)`
  return rows.map(({ serial }) => `spoiled blank ${serial} is not recorded, or its written chip is not`)
}

/** A job is fed, printed and verified once a lease, and nothing leads back from a print. */
async function historyFaults({ app }: Floor): Promise<readonly string[]> {
  const rows = await app.db.$queryRaw<{ id: string; n: bigint }[]>`
    SELECT "recordId" AS "id", count(*) AS "n" FROM "Transition"
    WHERE "record" = 'print job' AND "event" IN ('print', 'findGood') GROUP BY "recordId" HAVING count(*) > 1`
  return rows
    .filter(({ n }) => Number(n) > 2)
    .map(({ id, n }) => `job ${id} was printed ${n} times in its history`)
}
