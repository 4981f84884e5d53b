import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, describe, test } from 'vitest'
import { readJp2, wrapJp2 } from '../../../core/biometrics/jp2.ts'
import { isMissing } from '../../support/is-missing.ts'

/** OpenJPEG's command line (Debian: libopenjp2-tools) as a second opinion. */
const withoutOpenjpeg = isMissing('opj_decompress', spawnSync('opj_decompress', ['-h']).error === undefined)

function openFolder(): Disposable & { readonly path: (name: string) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'citizen-id-openjpeg-'))
  return { path: (name) => join(folder, name), [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}

const quietly = { stdio: 'pipe' } as const

/** A picture as PGM (grey) or PPM (colour), 8 bits. */
function picture(components: 1 | 3): Buffer {
  const [width, height] = [60, 80]
  const samples = Buffer.from(
    Array.from(
      { length: width * height * components },
      (_, i) => 128 + 100 * Math.sin(i / 11) * Math.cos(i / 1700),
    ),
  )
  return Buffer.concat([Buffer.from(`P${components === 1 ? 5 : 6}\n${width} ${height}\n255\n`), samples])
}

describe.skipIf(withoutOpenjpeg)('OpenJPEG', () => {
  test.each([
    ['grey', 1, 'pgm'],
    ['colour', 3, 'ppm'],
  ] as const)('reads our JP2 around a %s codestream, and finds every pixel', (_, components, suffix) => {
    using folder = openFolder()
    const original = picture(components)
    writeFileSync(folder.path(`in.${suffix}`), original)
    execFileSync('opj_compress', ['-i', folder.path(`in.${suffix}`), '-o', folder.path('in.j2k')], quietly)
    writeFileSync(folder.path('ours.jp2'), wrapJp2(new Uint8Array(readFileSync(folder.path('in.j2k')))))
    execFileSync(
      'opj_decompress',
      ['-i', folder.path('ours.jp2'), '-o', folder.path(`out.${suffix}`)],
      quietly,
    )
    const samples = readFileSync(folder.path(`out.${suffix}`)).subarray(-60 * 80 * components)
    expect(samples.equals(original.subarray(-60 * 80 * components))).toBe(true)
  })

  test('writes JP2 files that we read', () => {
    using folder = openFolder()
    writeFileSync(folder.path('in.ppm'), picture(3))
    execFileSync('opj_compress', ['-i', folder.path('in.ppm'), '-o', folder.path('in.jp2')], quietly)
    const { codestream, ...header } = readJp2(new Uint8Array(readFileSync(folder.path('in.jp2'))))
    expect(header).toEqual({ width: 60, height: 80, components: 3, depth: 8 })
    expect(codestream.slice(0, 4)).toEqual(Uint8Array.of(0xff, 0x4f, 0xff, 0x51))
    expect(codestream.slice(-2)).toEqual(Uint8Array.of(0xff, 0xd9))
  })
})
