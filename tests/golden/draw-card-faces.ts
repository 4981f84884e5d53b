/** `node tests/golden/draw-card-faces.ts`: draws the golden pictures of the cards anew. Look at each before it is committed. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { drawnFace, goldenFaces, levelled, writeGolden } from '../support/golden-faces.ts'

const folder = join(import.meta.dirname, 'card-faces')
await rm(folder, { recursive: true, force: true })
await mkdir(folder)
for (const face of goldenFaces) {
  await writeGolden(levelled(await drawnFace(face), face.levels), join(folder, face.file))
  console.log(face.file)
}
