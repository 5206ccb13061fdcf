// An ESLint rule: every text that a user reads is an argument of `msg`, so that it can be translated.

/** Attributes and properties whose value is read or heard. */
const TEXT_ATTRIBUTE =
  /^\.?(aria-(label|description|roledescription|valuetext)|title|placeholder|alt|label|choose|heading|xName|yName)$/;
const MARK = '\u0000';
const TAG = /<!--[^]*?-->|<style[^]*?<\/style>|<\/?[\w-]+((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s=>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/g;
/** A string of several words that begins with a capital letter. Others may be names that only the code reads. */
const SENTENCE = /^[A-Z][\p{L}’-]*[,:]? (?:.* )?\p{L}{2}/u;

/** @param {string} text */
const isRead = (text) => /\p{L}{2}/u.test(text.replaceAll(/&\w+;|SHA-256/g, ''));

/**
 * What a template shows outside its placeholders.
 * @param {string} markup with a mark for each placeholder
 */
function* textsOf(markup) {
  for (const text of markup.replaceAll(TAG, '<>').split('<>')) if (isRead(text)) yield text;
  for (const [, attributes = ''] of markup.matchAll(TAG)) {
    for (const [, name = '', ...values] of attributes.matchAll(ATTRIBUTE)) {
      const value = values.join('');
      if (TEXT_ATTRIBUTE.test(name) && isRead(value)) yield value;
    }
  }
}

/** @param {import('eslint').Rule.Node['parent'] | null} node */
const isMsg = (node) =>
  node?.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'msg';

/** Parents that decide that no user reads the string, or that it is translated already. */
const EXEMPTING = new Set([
  'ImportDeclaration',
  'NewExpression',
  'SwitchCase',
  'TaggedTemplateExpression',
  'TSLiteralType',
]);

/** @param {import('eslint').Rule.Node} node */
function exempt(node) {
  const { parent } = node;
  if (!parent || EXEMPTING.has(parent.type) || isMsg(parent)) return true;
  if (parent.type === 'BinaryExpression') return /^[!=]==$/.test(parent.operator);
  return parent.type === 'Property' && parent.key === node;
}

export const texts = {
  rules: {
    /** @satisfies {import('eslint').Rule.RuleModule} */
    translatable: {
      meta: { type: /** @type {const} */ ('problem'), schema: [] },
      /** @param {import('eslint').Rule.RuleContext} context */
      create(context) {
        /**
         * @param {import('eslint').Rule.Node} node
         * @param {string} text
         */
        const report = (node, text) => {
          const shown = text.replaceAll(MARK, '…').trim().slice(0, 60);
          context.report({ node, message: `A user reads “${shown}”: write it inside msg(…).` });
        };
        /** @type {import('eslint').Rule.RuleListener} */
        const listener = {
          TaggedTemplateExpression(node) {
            if (node.tag.type !== 'Identifier' || node.tag.name !== 'html' || isMsg(node.parent)) return;
            for (const text of textsOf(node.quasi.quasis.map(({ value }) => value.raw).join(MARK))) report(node, text);
          },
          Literal(node) {
            if (typeof node.value === 'string' && SENTENCE.test(node.value) && !exempt(node)) report(node, node.value);
          },
          TemplateLiteral(node) {
            const text = node.quasis.map(({ value }) => value.cooked).join(MARK);
            if (SENTENCE.test(text) && !exempt(node)) report(node, text);
          },
        };
        return listener;
      },
    },
  },
};
