/** A card factory in full swing for measuring: print jobs by the hundred thousand, without the files they belong to. */
import { Client } from 'pg'

/** Rows of one statement. */
const atOnce = 250_000

export interface JobShare {
  readonly status: string
  readonly count: number
}

/** What a face of a job weighs. */
const face = JSON.stringify({
  number: '001190900014',
  name: 'NGUYỄN THỊ ĐỨC BÌNH AN',
  birthDate: '1990-05-20',
  sex: 'FEMALE',
  nationality: 'Việt Nam',
  residence: 'Số nhà 15, Tổ dân phố 3, Phường Mẫu Một, Thành phố Hà Nội',
  birthRegistrationPlace: 'Phường Mẫu Một, Thành phố Hà Nội',
  issuedOn: '2026-03-02',
  expiresOn: '2030-05-20',
  mrz: ['IDVNM1909000144001190900014<<5', '9005204F3005202VNM<<<<<<<<<<<2', 'NGUYEN<<THI<DUC<BINH<AN<<<<<<<'],
  qr: '001190900014|100000014|NGUYỄN THỊ ĐỨC BÌNH AN|20051990|Nữ|Số nhà 15, Tổ dân phố 3, Phường Mẫu Một, Thành phố Hà Nội|02032026|||',
})

/** Adds jobs of 700 units, two templates, and one remake in a hundred. Nothing checks that their files exist. */
export async function addJobs(url: string, shares: readonly JobShare[]): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`SET session_replication_role = replica`)
    // All or nothing: a fill that is cut off leaves the indexes as they were.
    await client.query('BEGIN')
    const indexes = await setIndexesAside(client)
    for (const { status, count } of shares) {
      for (let done = 0; done < count; done += atOnce) {
        await client.query(
          `INSERT INTO "PrintJob" ("id", "applicationId", "status", "priority", "template", "face", "unitCode", "plannedAt", "deadlineOn")
           SELECT uuidv7(), gen_random_uuid(), $1, CASE WHEN n % 100 = 0 THEN 10 ELSE 0 END,
             CASE WHEN n % 20 = 0 THEN 'CC_2024_UNDER_6' ELSE 'CC_2024' END, $2::jsonb, lpad((n % 700)::text, 5, '0'),
             timestamptz '2026-03-01' + n * interval '0.1 s', date '2026-03-10' + (n % 7)::int
           FROM generate_series($3::int, $4::int) n`,
          [status, face, done, Math.min(done + atOnce, count) - 1],
        )
      }
    }
    for (const index of indexes) await client.query(index)
    await client.query('COMMIT')
    await client.query('ANALYZE "PrintJob"')
  } finally {
    await client.end()
  }
}

/** Made anew behind the rows they take a tenth of the time. Answers how. */
async function setIndexesAside(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'PrintJob' AND indexname <> 'PrintJob_pkey'`,
  )
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`)
  return rows.map(({ definition }) => definition)
}
