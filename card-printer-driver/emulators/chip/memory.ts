/** The power went while something was being written: what was burned before stays, the rest is as it was. */
export class PowerCut extends Error {}

/** The chip answers 6A84. */
export class MemoryFull extends Error {}

/** Bytes that a contactless chip of this generation has for the application (Doc 9303-10, 3.1 asks for 32 kB at least). */
export const chipCapacity = 64 * 1024
/** What each area takes beside its content: its entry in the directory. */
const entryBytes = 4

/**
 * The chip's non-volatile memory: named areas, written byte after byte as an EEPROM without transactions is. Where the power goes in
 * the middle of a write, its first bytes are new and the others old. An entry of the directory holds from its last byte on.
 */
export class ChipMemory {
  private readonly areas = new Map<string, Uint8Array>()
  private spent = 0
  /** Bytes burned since the chip was made. */
  burned = 0
  /** The power goes when so many bytes have been burned in all; null: it stays. */
  cutAt: number | null = null

  get free(): number {
    return chipCapacity - this.spent
  }

  has(name: string): boolean {
    return this.areas.has(name)
  }

  /** A view of an area; empty where there is none. */
  read(name: string): Uint8Array {
    return this.areas.get(name) ?? new Uint8Array(0)
  }

  /** Makes an area of zeros. Throws MemoryFull, PowerCut. */
  create(name: string, size: number): void {
    if (size + entryBytes > this.free) throw new MemoryFull()
    this.spent += entryBytes
    this.burn(entryBytes)
    this.spent += size
    this.areas.set(name, new Uint8Array(size))
  }

  /** Throws PowerCut, RangeError beyond the area's end. */
  write(name: string, at: number, bytes: Uint8Array): void {
    const area = this.read(name)
    if (at + bytes.length > area.length) throw new RangeError('beyond the area')
    area.set(
      bytes.subarray(0, this.cutAt === null ? bytes.length : Math.max(0, this.cutAt - this.burned)),
      at,
    )
    this.burn(bytes.length)
  }

  /** Writes an area of its own size whole, made where it is not there yet. Throws MemoryFull, PowerCut. */
  put(name: string, bytes: Uint8Array): void {
    this.allot(name, bytes.length)
    this.write(name, 0, bytes)
  }

  /** An area of this size: the one that is there, or a new one of zeros in its place. Throws MemoryFull, PowerCut. */
  allot(name: string, size: number): void {
    if (this.has(name) && this.read(name).length === size) return
    this.drop(name)
    this.create(name, size)
  }

  private drop(name: string): void {
    const area = this.areas.get(name)
    if (!area) return
    this.spent -= area.length + entryBytes
    this.areas.delete(name)
  }

  private burn(count: number): void {
    if (this.cutAt !== null && this.burned + count > this.cutAt) {
      this.burned = this.cutAt
      this.cutAt = null
      throw new PowerCut()
    }
    this.burned += count
  }

  /** As it is kept on a disk, for a card that outlives the program. */
  toJSON(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.areas].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
    )
  }

  static fromJSON(kept: Readonly<Record<string, string>>): ChipMemory {
    const memory = new ChipMemory()
    for (const [name, text] of Object.entries(kept)) memory.put(name, Buffer.from(text, 'base64'))
    memory.burned = 0
    return memory
  }
}
