/** What each variant of a run has by name → the arrays of one file: in a paired run's the names say which variant. */

const VARIANTS = ['true', 'shuffled'];

/** Names of a lone run stay (`conv1/kernel`), a paired run's begin with the variant's labels at first (`true/conv1/kernel`). */
export function namedByVariant<T extends { readonly name: string }>(variants: readonly (readonly T[])[]): readonly T[] {
  const [first = []] = variants;
  if (variants.length < 2) return first;
  return variants.flatMap((tensors, variant) =>
    tensors.map((tensor) => ({ ...tensor, name: `${VARIANTS[variant] ?? variant}/${tensor.name}` })),
  );
}
