import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { z } from 'zod'
import { PictureUnreadable } from '../picture.ts'

export const paperSchema = z.strictObject({
  sheets: z.int().min(1).max(20),
  /** A picture file; a numbered sheet where there is none. */
  picture: z.base64().optional(),
})

/** A4 at 100 dpi. */
const [width, height] = [827, 1169]

const drawn = (number: number) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<rect width="100%" height="100%" fill="#fff"/><rect x="60" y="60" width="707" height="1049" fill="none" stroke="#333" stroke-width="3"/>
<text x="413" y="600" font-size="160" text-anchor="middle" font-family="sans-serif" fill="#333">${number}</text></svg>`)

/** A folder of sheets for the scanner's tray. Throws PictureUnreadable. */
export async function layPaper(
  folder: string,
  { sheets, picture }: z.infer<typeof paperSchema>,
): Promise<string> {
  await mkdir(join(folder, 'paper'), { recursive: true })
  const tray = await mkdtemp(join(folder, 'paper', 'tray-'))
  for (let number = 1; number <= sheets; number++) {
    const source = picture ? Buffer.from(picture, 'base64') : drawn(number)
    const png = await sharp(source)
      .png()
      .toBuffer()
      .catch(() => {
        throw new PictureUnreadable()
      })
    await writeFile(join(tray, `${number}.png`), png)
  }
  return tray
}
