package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts an expression into words, each with its place. */
final class Lexer {
  private static final Set<String> WORD_OPERATORS =
      Set.of(
          "not",
          "in",
          "or",
          "and",
          "matches",
          "contains",
          "startsWith",
          "endsWith",
          "let",
          "if",
          "else");
  private static final List<String> SYMBOLS =
      List.of(
          "?.", "??", "?:", "..", "**", "==", "!=", "<=", ">=", "&&", "||", "(", ")", "[", "]", "{",
          "}", ",", ";", ":", "?", ".", "+", "-", "*", "/", "%", "^", "<", ">", "!", "|", "=");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> cut(String text) throws SyntaxException {
    return new Lexer(text).all();
  }

  private List<Token> all() throws SyntaxException {
    skipBlanks();
    while (position < text.length()) {
      next();
      skipBlanks();
    }
    add(Kind.END, "", null, text.length());
    return tokens;
  }

  private void next() throws SyntaxException {
    char c = text.charAt(position);
    if (c == '"' || c == '\'') {
      string();
    } else if (c == '`') {
      rawString();
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)) && !afterValue())) {
      number();
    } else if (Character.isUnicodeIdentifierStart(text.codePointAt(position))
        || c == '_'
        || c == '$') {
      word();
    } else if (c == '#') {
      pointer();
    } else {
      symbol();
    }
  }

  private void string() throws SyntaxException {
    int start = position;
    StringEscapes escapes = new StringEscapes(text, start);
    String value = escapes.read();
    position = escapes.end();
    add(Kind.STRING, value, value, start);
  }

  private void rawString() throws SyntaxException {
    int start = position++;
    StringBuilder value = new StringBuilder();
    while (true) {
      int quote = text.indexOf('`', position);
      if (quote < 0) {
        throw new SyntaxException(start, "the raw string is not closed; expected '`'");
      }
      value.append(text, position, quote);
      position = quote + 1;
      if (peek(0) != '`') {
        break;
      }
      value.append('`');
      position++;
    }
    add(Kind.STRING, value.toString(), value.toString(), start);
  }

  private void number() throws SyntaxException {
    int start = position;
    Numerals numerals = new Numerals(text, start);
    Object value = numerals.read();
    position = numerals.end();
    add(Kind.NUMBER, text.substring(start, position), value, start);
  }

  private void word() throws SyntaxException {
    int start = position;
    skipWord();
    String word = text.substring(start, position);
    if (word.equals("b") && (peek(0) == '"' || peek(0) == '\'')) {
      throw new SyntaxException(start, "bytes are not supported; write a string");
    }
    boolean operator = WORD_OPERATORS.contains(word) && !afterDot();
    add(operator ? Kind.OPERATOR : Kind.NAME, word, null, start);
  }

  private void pointer() {
    int start = position++;
    skipWord();
    add(Kind.POINTER, text.substring(start, position), null, start);
  }

  private void skipWord() {
    while (position < text.length() && isWordPart(text.codePointAt(position))) {
      position += Character.charCount(text.codePointAt(position));
    }
  }

  private static boolean isWordPart(int c) {
    return c == '$' || c == '_' || Character.isLetterOrDigit(c);
  }

  private void symbol() throws SyntaxException {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, position)) {
        add(Kind.OPERATOR, symbol, null, position);
        position += symbol.length();
        return;
      }
    }
    String shown = new String(Character.toChars(text.codePointAt(position)));
    throw new SyntaxException(position, "'" + shown + "' means nothing here");
  }

  private void skipBlanks() throws SyntaxException {
    while (position < text.length()) {
      if (Character.isWhitespace(text.charAt(position))) {
        position++;
      } else if (text.startsWith("//", position)) {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", position)) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipComment() throws SyntaxException {
    int end = text.indexOf("*/", position + 2);
    if (end < 0) {
      throw new SyntaxException(position, "the comment is not closed; expected '*/'");
    }
    position = end + 2;
  }

  private @Nullable Token last() {
    return tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
  }

  private boolean afterDot() {
    Token last = last();
    return last != null && (last.is(".") || last.is("?."));
  }

  private boolean afterValue() {
    Token last = last();
    return last != null
        && (last.kind() != Kind.OPERATOR || last.is(")") || last.is("]") || last.is("}"));
  }

  private char peek(int ahead) {
    return position + ahead < text.length() ? text.charAt(position + ahead) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void add(Kind kind, String shown, @Nullable Object value, int start) {
    tokens.add(new Token(kind, shown, value, start));
  }
}
