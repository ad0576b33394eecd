// node compress.mjs DIST: puts what each file compresses to beside it, as <file>.br and <file>.gz, where that is smaller. What an earlier run
// left there is replaced.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const codings = {
    '.br': (plain) =>
        brotliCompressSync(plain, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
        }),
    '.gz': (plain) => gzipSync(plain, { level: 9 }),
}
const isCoded = (name) => Object.keys(codings).some((ending) => name.endsWith(ending))

function filesBelow(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name)
        return entry.isDirectory() ? filesBelow(path) : [path]
    })
}

const [dist] = process.argv.slice(2)
if (!dist) {
    console.error('Usage: node compress.mjs DIST')
    process.exit(2)
}
const files = filesBelow(dist)
for (const file of files.filter(isCoded)) rmSync(file)
for (const file of files.filter((name) => !isCoded(name))) {
    const plain = readFileSync(file)
    for (const [ending, compress] of Object.entries(codings)) {
        const coded = compress(plain)
        if (coded.length < plain.length) writeFileSync(file + ending, coded)
    }
}
